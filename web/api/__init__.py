"""The JSON endpoint: parameters, answers, and the contract made from them."""
