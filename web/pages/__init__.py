"""The pages: views, links, the chart, feeds, and text of both directions."""
