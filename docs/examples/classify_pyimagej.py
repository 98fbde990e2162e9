import sys

import imagej
import scyjava

fiji, path = sys.argv[1:]  # the folder of a Fiji that has Gradiscope, and an image
ij = imagej.init(fiji)
Classify = scyjava.jimport("org.gradiscope.command.Classify")

image = ij.IJ.openImage(path)
arguments = ij.py.jargs("input", image, "top", 3, "chart", False)
table = ij.command().run(Classify, True, arguments).get().getOutput("table")
for row in range(table.size()):
    print(table.getStringValue("label", row), table.getValue("probability", row))
