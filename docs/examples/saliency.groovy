#@ CommandService commands
#@ ImagePlus input
#@ String (label = "Class", value = "top") target
#@ String (label = "Save as (empty: do not)", value = "", required = false) file

import ij.IJ
import org.gradiscope.command.SaliencyMap

def saliency = commands.run(SaliencyMap, true,
    "input", input, "target", target, "method", "gradient", "view", "map").get()
def map = saliency.getOutput("output")
IJ.log(map.title + ": " + map.statistics.min + " to " + map.statistics.max + " per grey level")
if (file) IJ.saveAs(map, "Tiff", file)
