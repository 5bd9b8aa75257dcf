"""An emergency response has nobody clinical to ask.

What it finds
People without a physical need are with an emergency response that has, at that time, neither an `advice` transfer nor a live
transfer to a health service that is open.

Why it matters
Proportionate Response: every health board has a mental health clinician available at any hour, and in most boards
police and ambulance staff can reach one. Where they cannot, they decide alone.

How to put it right
Agree a line by which responders reach a clinician, and write it down as `by: advice` to that service.

When a forum may live with it
Only while the line is being agreed.
"""

from pathkit.rules.face import Asked, Hit, Iterator, rule


@rule(
    principle="proportionate-response",
    severity="warning",
    remedy="Agree a line to a clinician for responders at these times (`by: advice`, or a live transfer).",
)
def no_clinical_advice(pathway: Asked) -> Iterator[Hit]:
    for name in sorted(pathway.emergency_responses):
        alone = pathway.contacts(name).of(pathway.population.everyone & ~pathway.population.physical)
        if not alone:
            continue
        for transfer in pathway.map.transfers.values():
            if transfer.from_ == name and pathway.sector(transfer.to) == "health":
                alone = alone - pathway.can_ask(transfer)
        if alone:
            yield Hit(
                (name,),
                "{service}, with {who}, has no clinician to ask: {when}.",
                alone,
                start=name,
                words={"service": pathway.map.services[name].name},
            )
