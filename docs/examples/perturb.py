#@ CommandService commands
#@ ImagePlus input
#@ Double (label = "Epsilon", value = 8) epsilon
#@ String (label = "Save as (empty: do not)", value = "", required = false) file

from ij import IJ
from org.gradiscope.command import AdversarialPerturbation

perturbation = commands.run(AdversarialPerturbation, True,
    ["input", input, "method", "pgd", "epsilon", str(epsilon), "steps", 10]).get()
table = perturbation.getOutput("table")
for row in range(table.size()):
    IJ.log("%s -> %s" % (table.getStringValue("before-1", row), table.getStringValue("after-1", row)))
if file:
    IJ.saveAs(perturbation.getOutput("output"), "Tiff", file)
