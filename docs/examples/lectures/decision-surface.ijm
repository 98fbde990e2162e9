// The decision surface (Tramer 2018): the plane through an image, along the sign of the gradient and across it.
// Look at: how near the boundary is along the gradient, and how far along random signs.
root = getArgument();
if (root == "") root = getDirectory("Choose the folder of Gradiscope, with docs and test-images in it");
help = root + "/docs/examples/lectures/helpers/";
runMacro(help + "sample.ijm", root + ", membranes-rgb.tif, 0, 0, 96, 96, original");
runMacro(help + "ask.ijm", "We walk away from an image in a plane: along the sign of the gradient, and along random signs.\n" +
	"All values change by as much. After how many grey levels does the network change its mind, in which direction?");

selectImage("original");
run("Loss Surface...", "epsilon=16 points=41 directions=16 title=surface");
selectImage("surface");
middle = (getWidth() - 1) / 2;
loss = getPixel(middle, middle);
gradient = getPixel(getWidth() - 1, middle);
signs = maxOf(getPixel(middle, 0), getPixel(middle, getHeight() - 1));
print("ANSWER: at 16 levels the loss is " + d2s(gradient, 2) + " along the gradient, " + d2s(signs, 2) + " along random signs; at the image " + d2s(loss, 2) + ".");
print("The pocket of other classes is on one side only: noise hardly ever meets it, the gradient leads straight into it.");
runMacro(help + "figure.ijm", "figure: decision surface, 300\nsurface-classes = the classes in the plane | surface-plot = the loss in their colours");
return "loss=" + loss + " gradient=" + gradient + " random=" + signs;
