"""The stewards' application: the ledger of decisions and accounts, and the pages over the marts."""
