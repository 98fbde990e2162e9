// In print and from all angles: a change that survives other views, because it was made for them (Athalye 2017).
// Look at: how often each change still fools when the image is turned, scaled and blurred.
root = getArgument();
if (root == "") root = getDirectory("Choose the folder of Gradiscope, with docs and test-images in it");
help = root + "/docs/examples/lectures/helpers/";
side = 128;
runMacro(help + "sample.ijm", root + ", membranes-rgb.tif, 0, 0, 128, 128, original");
runMacro(help + "ask.ijm", "Two changes of at most 6 levels: one made for exactly these pixels, one for the mean of random views.\n" +
	"Both images are printed, so to say: turned, scaled, blurred. Which of them still fools? Which is surer without any of that?");

selectImage("original");
run("Adversarial Perturbation...", "method=pgd epsilon=6 title=plain pictures=result");
selectImage("original");
run("Adversarial Perturbation...", "method=expectation epsilon=6 samples=8 angle=25 scale=0.15 blur=1.5 steps=30 title=robust pictures=result");
names = newArray("original", "plain", "robust");
fooled = newArray(3); rows = "";
angles = newArray(0, -20, -12, -5, 5, 12, 20, 20);
scales = newArray(1, 1.1, 0.9, 1.1, 0.9, 1.1, 0.9, 1);
for (i = 0; i < 3; i++) {
	for (view = 0; view < 8; view++) {
		title = names[i] + " view " + view;
		seen(names[i], angles[view], scales[view], title);
		says = runMacro(help + "prediction.ijm", title);
		if (!startsWith(says, "membranes")) fooled[i]++;
		if (view == 1 || view == 3 || view == 6) rows += "|" + title + " = " + substring(says, 0, indexOf(says, ","));
	}
	print(names[i] + ": " + runMacro(help + "prediction.ijm", names[i]));
	print("   not membranes in " + fooled[i] + " of 8 views");
	rows += "\n";
}
row = split(rows, "\n");
print("ANSWER: the change for exactly these pixels fools in " + fooled[1] + " of 8 views, the one for all views in " + fooled[2] + ".");
runMacro(help + "figure.ijm", "figure: in print and from all angles, 128\noriginal = the image " + row[0] + "\nplain = for these pixels " + row[1] +
	"\nrobust = for all views " + row[2]);
return "original=" + fooled[0] + " plain=" + fooled[1] + " robust=" + fooled[2];

// The image turned about its centre and scaled, then blurred a little; what would be outside is left out.
function seen(image, angle, scale, title) {
	selectImage(image);
	c = cos(angle * PI / 180) / scale; s = sin(angle * PI / 180) / scale;
	inner = 84; values = newArray(inner * inner);
	for (y = 0; y < inner; y++) for (x = 0; x < inner; x++) {
		u = x - 41.5; v = y - 41.5;
		values[y * inner + x] = getPixel(63.5 + c * u - s * v, 63.5 + s * u + c * v);
	}
	newImage(title, "RGB black", inner, inner, 1);
	for (k = 0; k < values.length; k++) setPixel(k % inner, floor(k / inner), values[k]);
	run("Smooth");
}
