/*-
 * #%L
 * Convolutional networks looked into from ImageJ and Fiji.
 * %%
 * Copyright (C) 2026 Gradiscope founders.
 * %%
 * Redistribution and use in source and binary forms, with or without
 * modification, are permitted provided that the following conditions are met:
 *
 * 1. Redistributions of source code must retain the above copyright notice,
 *    this list of conditions and the following disclaimer.
 * 2. Redistributions in binary form must reproduce the above copyright notice,
 *    this list of conditions and the following disclaimer in the documentation
 *    and/or other materials provided with the distribution.
 *
 * THIS SOFTWARE IS PROVIDED BY THE COPYRIGHT HOLDERS AND CONTRIBUTORS "AS IS"
 * AND ANY EXPRESS OR IMPLIED WARRANTIES, INCLUDING, BUT NOT LIMITED TO, THE
 * IMPLIED WARRANTIES OF MERCHANTABILITY AND FITNESS FOR A PARTICULAR PURPOSE
 * ARE DISCLAIMED. IN NO EVENT SHALL THE COPYRIGHT HOLDERS OR CONTRIBUTORS BE
 * LIABLE FOR ANY DIRECT, INDIRECT, INCIDENTAL, SPECIAL, EXEMPLARY, OR
 * CONSEQUENTIAL DAMAGES (INCLUDING, BUT NOT LIMITED TO, PROCUREMENT OF
 * SUBSTITUTE GOODS OR SERVICES; LOSS OF USE, DATA, OR PROFITS; OR BUSINESS
 * INTERRUPTION) HOWEVER CAUSED AND ON ANY THEORY OF LIABILITY, WHETHER IN
 * CONTRACT, STRICT LIABILITY, OR TORT (INCLUDING NEGLIGENCE OR OTHERWISE)
 * ARISING IN ANY WAY OUT OF THE USE OF THIS SOFTWARE, EVEN IF ADVISED OF THE
 * POSSIBILITY OF SUCH DAMAGE.
 * #L%
 */

package org.gradiscope.command;

import ij.ImagePlus;
import ij.measure.ResultsTable;

import java.util.Arrays;
import java.util.List;

import org.gradiscope.attack.defence.DefenceMethod;
import org.gradiscope.attack.method.AttackMethod;
import org.gradiscope.attack.robustness.AccuracyUnderAttack;
import org.gradiscope.attack.robustness.AccuracyUnderAttack.Point;
import org.gradiscope.attack.robustness.DefenceGain;
import org.gradiscope.attack.robustness.Epsilons;
import org.gradiscope.attack.robustness.Unattacked;
import org.gradiscope.imagej.AttackTables;
import org.gradiscope.imagej.ImageSet;
import org.gradiscope.imagej.Recipe;
import org.gradiscope.imagej.RobustnessPlot;
import org.gradiscope.imagej.Tables;
import org.gradiscope.imagej.Titles;
import org.gradiscope.model.Labels;
import org.gradiscope.model.ModelDescriptor;
import org.gradiscope.model.store.ModelStore;
import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.plugin.Attr;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/** Says how a network's accuracy on many images falls as they are perturbed more and more. */
@Plugin(type = Command.class, name = "robustness-curve", label = "Robustness Curve",
	menu = { @Menu(label = "Plugins"), @Menu(label = "Gradiscope"),
		@Menu(label = "Robustness Curve...", weight = 32) },
	description = "Says how a network's accuracy on the slices of a stack, or the images of a folder, " +
		"falls as they are perturbed more and more.")
public class RobustnessCurve extends ImageSetCommand {

	@Parameter(label = "Model", attrs = @Attr(name = Hints.OFFERS, value = Hints.MODELS),
		persist = false, description = NetworkCommand.MODEL_DESCRIPTION)
	private String model = ModelStore.EMBEDDED;

	@Parameter(label = "Classes from",
		attrs = @Attr(name = Hints.OFFERS, value = "auto|names|prediction|" + Hints.FILE),
		persist = false,
		description = "Which class each image shows. auto: names where each has one, else prediction; " +
			"names: the longest label that stands in the name of " +
			"the file or slice, or else of its folder or stack; prediction: what the network says of the " +
			"clean image; else the path of a table (.csv) of files or slices and their labels.")
	private String labels = Keys.AUTO;

	@Parameter(label = "Methods", persist = false,
		description = "Of attack, separated by commas: those of Adversarial Perturbation that lead away " +
			"from a class; autoattack is the honest default where there is the time for it.")
	private String methods = "fgsm, pgd, noise";

	@Parameter(label = "Defence before the network",
		attrs = @Attr(name = Hints.OFFERS, value = "none|jpeg:75|bits:3|median:3|tv:0.1|resize"),
		persist = false,
		description = "What is done to images before the network sees them: jpeg:QUALITY, bits:DEPTH, " +
			"median:WINDOW, tv:WEIGHT (of an image in 0..1), resize (at random); or several with + between " +
			"them. Then each method has three curves: without it, with it under the naive attack, which " +
			"does not know of it, and with it under the adaptive attack, which goes through it.")
	private String defence = DefenceMethod.NONE;

	@Parameter(label = "Epsilons (grey levels)",
		attrs = @Attr(name = Hints.OFFERS, value = Keys.AUTO), persist = false,
		description = "How much each pixel may change, or for L2 methods the root of the mean of squares, " +
			"in grey levels, separated by commas; auto: 0, 1, 2, 4, 8, 16 of 255 of the value range.")
	private String epsilons = Keys.AUTO;

	@Parameter(label = "Epsilon axis", choices = { "linear", "log" }, persist = false,
		description = "linear, or log: epsilon 0 stands before the smallest other one then.")
	private String axis = "linear";

	@Parameter(label = "Title", attrs = @Attr(name = Hints.ONCE), persist = false,
		description = "The curves' title, and with -table the table's; auto: the stack's title without " +
			"extension, or the folder's name, then -robustness.")
	private String title = Titles.AUTO;

	@Parameter(type = ItemIO.OUTPUT, label = "Figures", description = "Of each method, " +
		"setting and epsilon: images, how many are right, the accuracy, and its interval of 95 % (Wilson 1927).")
	private ResultsTable table;

	@Parameter(type = ItemIO.OUTPUT, label = "Curves",
		description = "Accuracy against epsilon, a curve for each method and setting, with intervals.")
	private ImagePlus curves;

	/** Whether the labels are what the network says, though nobody asked for it. */
	private boolean predicted;

	@Override
	void execute() {
		checkImages();
		final boolean logarithmic =
			Keys.choice("axis", axis, new String[] { "linear", "log" }).equals("log");
		final AccuracyUnderAttack curve =
			new AccuracyUnderAttack(Keys.choices("methods", methods, AttackMethod.values()), epsilons(),
				DefenceMethod.parse(defence));
		try (OpenNetwork network = open(model)) {
			final ImageSet images = images(network);
			tellRemarks(curve.methods(), network);
			final List<Point> points = curve.of(network,
				images.examples(classes(images, network.descriptor().labels())), progress());
			finish(network.descriptor(), points, images, logarithmic,
				NetworkCommand.recipe(recipe(points.get(0).accuracy().total()), network));
			tellPadding(network);
			tellOfAutoAttack(network, points);
		}
	}

	/** What is more honest, where this run shows that there is the time for it. */
	private void tellOfAutoAttack(final OpenNetwork network, final List<Point> points) {
		if (network.secondsForGradient().isEmpty()) return;
		new AutoAttackTime(network.secondsForGradient().getAsDouble(), points.get(0).accuracy().total(),
			epsilons(), DefenceMethod.parse(defence))
			.sentence(points.stream().map(Point::method).toList()).ifPresent(this::warn);
	}

	private Epsilons epsilons() {
		if (Keys.isAuto(epsilons)) return Epsilons.USUAL;
		return new Epsilons(Arrays.stream(epsilons.split(","))
			.map(text -> Keys.number("epsilons", text, Double.NaN)).toList(), false);
	}

	/** One for each image; null if they are what the network says. */
	private int[] classes(final ImageSet images, final Labels classes) {
		final int[] known =
			new ImageClasses(labels, ImageClasses.PREDICTABLE).ofOrPredicted(images, classes, this::warn);
		predicted = known == null && Keys.isAuto(labels);
		return known;
	}

	private void finish(final ModelDescriptor network, final List<Point> points,
		final ImageSet images, final boolean logarithmic, final Recipe recipe) {
		final Epsilons sizes = epsilons();
		final double unit = images.range().map(sizes::unit).orElse(1.0);
		final boolean levels = !sizes.relative() || images.range().isPresent();
		final String name = Titles.unique(title, images.title() + "-robustness");
		table = Tables.empty();
		AttackTables.addPoints(table, points, unit);
		Tables.addRange(table, network);
		curves = RobustnessPlot.of(points,
			levels ? "Epsilon (grey levels)" : "Epsilon (1/255 of the value range)", logarithmic, unit,
			name);
		for (final DefenceGain gain : DefenceGain.of(points)) {
			warn(gain.sentence(unit));
			recipe.with("defence against " + gain.method(), gain.sentence(unit));
		}
		for (final Unattacked left : Unattacked.of(points)) {
			warn(left.sentence());
			recipe.with("not attacked by " + left.curve(), left.images() + " of " + left.total());
		}
		if (predicted) recipe.with("labels taken", "prediction, as not every name has a class");
		finish(curves, recipe, input());
		show(table, name + "-table");
	}
}
