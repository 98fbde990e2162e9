// Transfer from image to image: one change, made for thirty images, added to ten others.
// Look at: the second row, whose images the change was not made for.
root = getArgument();
if (root == "") root = getDirectory("Choose the folder of Gradiscope, with docs and test-images in it");
help = root + "/docs/examples/lectures/helpers/";
side = 64;
newImage("made for", "RGB black", side, side, 30);
newImage("others", "RGB black", side, side, 10);
for (i = 0; i < 40; i++) {
	runMacro(help + "sample.ijm", root + ", membranes-rgb.tif, " + (i % 7) * 70 + ", " + floor(i / 7) * 70 + ", 64, 64, part");
	Image.copy();
	close();
	if (i < 30) { selectImage("made for"); setSlice(i + 1); }
	else { selectImage("others"); setSlice(i - 29); }
	Image.paste(0, 0);
}
runMacro(help + "ask.ijm", "We look for one change of at most 16 levels that fools on thirty images of membranes at once.\n" +
	"On how many of ten other images, which it has never met, will the same change fool? And of noise of 16 levels?");

selectImage("made for");
setSlice(1);
run("Adversarial Perturbation...", "method=universal epsilon=16 rate=0.9 title=fooled pictures=all");
one = pixels("made for", 1);
changed = pixels("fooled", 1);

// The same change, added to the others.
newImage("others fooled", "RGB black", side, side, 10);
for (slice = 1; slice <= 10; slice++) {
	other = pixels("others", slice);
	selectImage("others fooled");
	setSlice(slice);
	for (i = 0; i < other.length; i++) setPixel(i % side, floor(i / side), added(other[i], one[i], changed[i]));
}
selectImage("others");
run("Adversarial Perturbation...", "method=noise epsilon=16 title=[others with noise] pictures=result");
made = count("fooled");
never = count("others fooled");
noise = count("others with noise");
print("ANSWER: it fools on " + made + " of the 30 that it was made for, and on " + never + " of the 10 others; noise on " + noise + ".");
print("So it has more to do with the network than with an image. Whoever has it needs no gradient any more.");
runMacro(help + "figure.ijm", "figure: one change for all, 128\nmade for @1 = one of thirty | " + runMacro(help + "find.ijm", "fooled-difference") +
	" @1 = the change, amplified | fooled @1 = " + answer("fooled", 0) + " | fooled @2 = " + answer("fooled", 1) +
	"\nothers @1 = an image that it was not made for | others fooled @1 = " + answer("others fooled", 0) + " | others fooled @2 = " +
	answer("others fooled", 1) + " | others fooled @3 = " + answer("others fooled", 2));
return "made=" + made + " others=" + never + " noise=" + noise;

function pixels(title, slice) {
	selectImage(title);
	setSlice(slice);
	values = newArray(side * side);
	for (i = 0; i < values.length; i++) values[i] = getPixel(i % side, floor(i / side));
	return values;
}

// A pixel plus what was added to another one, in red, green and blue from 0 to 255.
function added(pixel, from, to) {
	sum = 0;
	for (shift = 0; shift <= 16; shift += 8)
		sum += minOf(255, maxOf(0, ((pixel >> shift) & 255) + ((to >> shift) & 255) - ((from >> shift) & 255))) << shift;
	return sum;
}

// How many slices are not taken for membranes.
function count(title) {
	answers = split(runMacro(help + "prediction.ijm", title), "\n");
	wrong = 0;
	for (i = 0; i < answers.length; i++) if (!startsWith(answers[i], "membranes")) wrong++;
	return wrong;
}

function answer(title, index) {
	answers = split(runMacro(help + "prediction.ijm", title), "\n");
	return substring(answers[index], 0, indexOf(answers[index], ","));
}
