"""Reading the files in which the ministry lists schools, however they were saved.

``files`` turns bytes into records, ``columns`` recognises a header, ``parsing`` turns a record into facts about one
school, and ``loading`` writes the facts.
"""
