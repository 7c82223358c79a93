"""The same rules over columns of many communes, and two rulesets compared."""
