"""The stages by which an area gets from nothing written down to a pathway that is tested, in their order.

They are those of a national map of progress that once turned green when a plan was agreed, although no service had
changed. Here the last stage is not declared by anybody: the engine has to confirm it.
"""

NOTHING_RECORDED = "nothing recorded"
DECLARED = "declared"
PLAN_AGREED = "plan agreed"
IN_DELIVERY = "in delivery"
TESTED = "tested"

STAGES = (NOTHING_RECORDED, DECLARED, PLAN_AGREED, IN_DELIVERY, TESTED)
