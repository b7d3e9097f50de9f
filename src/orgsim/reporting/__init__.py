"""Reports: what came of scenarios and sweeps as tables, sentences, HTML, PDF and folders of results."""
