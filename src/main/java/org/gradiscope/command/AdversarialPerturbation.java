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
import ij.macro.Interpreter;
import ij.measure.ResultsTable;
import ij.process.ImageProcessor;

import java.awt.GraphicsEnvironment;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import org.gradiscope.attack.Attack;
import org.gradiscope.attack.AttackOutcome;
import org.gradiscope.attack.JudgedAttack;
import org.gradiscope.attack.MinimalEpsilon;
import org.gradiscope.attack.bound.Norm;
import org.gradiscope.attack.method.AttackMethod;
import org.gradiscope.attack.target.Criterion;
import org.gradiscope.attack.target.TargetModel;
import org.gradiscope.imagej.AttackPlots;
import org.gradiscope.imagej.AttackTables;
import org.gradiscope.imagej.MidGreyImage;
import org.gradiscope.imagej.Recipe;
import org.gradiscope.imagej.ResultImage;
import org.gradiscope.imagej.StackPlanes;
import org.gradiscope.imagej.Tables;
import org.gradiscope.imagej.Titles;
import org.gradiscope.model.ModelDescriptor;
import org.gradiscope.tensor.Tensor;
import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.plugin.Attr;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/** Changes an image a little, so that a network takes it for something else. */
@Plugin(type = Command.class, name = "adversarial-perturbation", label = "Adversarial Perturbation",
	menu = { @Menu(label = "Plugins"), @Menu(label = "Gradiscope"),
		@Menu(label = "Adversarial Perturbation...", weight = 31) },
	description = "Changes the image, or its selection, a little, so that a network takes it for " +
		"something else.")
public class AdversarialPerturbation extends AttackCommand {

	@Parameter(label = "Title", attrs = { @Attr(name = Hints.ADVANCED), @Attr(name = Hints.ONCE) },
		persist = false,
		description = "The result's title; auto: the image's title without extension, then -method.")
	private String title = Titles.AUTO;

	@Parameter(label = "Further models",
		attrs = { @Attr(name = Hints.ADVANCED), @Attr(name = Hints.OFFERS, value = "|" + Hints.MODELS),
			@Attr(name = Hints.SEVERAL) },
		persist = false,
		description = "Networks of the same classes, separated by semicolons, that are to be fooled " +
			"together with the model, by the mean of all losses; empty: the model alone.")
	private String ensemble = "";

	@Parameter(label = "Pictures", choices = { "auto", "result", "all" },
		attrs = @Attr(name = Hints.ADVANCED), persist = false,
		description = "What comes with the table: " +
			"result, the perturbed image; all: also the difference, and curves of confidence and accuracy; " +
			"auto: all where there are no windows, else the result.")
	private String pictures = Keys.AUTO;

	@Parameter(type = ItemIO.OUTPUT, label = "Perturbed image",
		description = "The perturbed image, of the input's type.")
	private ImagePlus output;

	@Parameter(type = ItemIO.OUTPUT, label = "Difference",
		description = "The change around middle grey, amplified by the factor in the title.")
	private ImagePlus difference;

	@Parameter(type = ItemIO.OUTPUT, label = "Confidence",
		description = "The probability of the class to be lost or reached at each gradient, or against " +
			"queries, one slice a slice; of methods that know decisions alone the distance; none of methods " +
			"that take less than two.")
	private ImagePlus plot;

	@Parameter(type = ItemIO.OUTPUT, label = "Outcome",
		description = "Of each slice: whether the network is fooled by what would be saved, the change " +
			"in several norms, what it took, and the predictions before and after.")
	private ResultsTable table;

	@Parameter(type = ItemIO.OUTPUT, label = "Accuracy",
		description = "The fraction of slices not fooled against epsilon; only of minimal.")
	private ImagePlus accuracy;

	/** Of each slice, of each volume its planes. */
	private final List<List<ImageProcessor>> perturbed = new ArrayList<>();
	private final List<List<Tensor>> changes = new ArrayList<>();
	/** By slice, in their order. */
	private final Map<Integer, AttackOutcome> outcomes = new LinkedHashMap<>();
	private final List<OpenNetwork> further = new ArrayList<>();
	private AttackPlots curves;
	private double largestTried;

	@Override
	boolean takesVolumes() {
		return true;
	}

	@Override
	void compute(final OpenNetwork network) {
		forget();
		method();
		try {
			for (final String model : Keys.several(ensemble))
				further.add(openFurther(model));
			attack(network);
		}
		finally {
			further.forEach(OpenNetwork::close);
		}
	}

	private void attack(final OpenNetwork network) {
		final Recipe recipe = recipe(network, selected());
		OpenNetwork.addTo(recipe, further);
		final List<AttackedSlice> all = slicesToAttack(network, recipe);
		final List<List<AttackedSlice>> batches = AttackedSlice.batches(all, together(all));
		for (int i = 0; i < batches.size(); i++) {
			progress().begin(i, batches.size());
			attack(network, batches.get(i), recipe);
		}
		progress().check();
		progress().report(1, 1, "");
		warnOfFailures();
		finish(network.descriptor(), Titles.unique(title, Titles.stem(input()) + "-" + method()),
			recipe);
	}

	/** What there is of a run whose values were refused. */
	private void forget() {
		perturbed.clear();
		changes.clear();
		outcomes.clear();
		curves = new AttackPlots();
		largestTried = 0;
		further.clear();
	}

	private void attack(final OpenNetwork network, final List<AttackedSlice> batch,
		final Recipe recipe) {
		final AttackedSlice first = batch.get(0);
		final double epsilon = epsilon(first);
		final Attack attack = started(network, attack(first, epsilon), first);
		recipe.with("options", attack);
		final String remark = attack.remark(network.descriptor().labels().count());
		if (!remark.isEmpty()) {
			if (outcomes.isEmpty()) warn(method() + ": " + remark + ".");
			recipe.with("remark", remark);
		}
		largestTried = Math.max(largestTried, epsilon);
		final JudgedAttack judged = new JudgedAttack(network, AttackedSlice.images(batch),
			AttackedSlice.images(further(network, first)), further);
		final List<AttackOutcome> found;
		if (isMinimal()) {
			final MinimalEpsilon search = smallest(attack);
			found = judged.run(search, epsilon / search.most(), progress());
		}
		else found = judged.run(attack, epsilon, isLengthened(attack), progress());
		for (int n = 0; n < found.size(); n++)
			keep(network, batch.get(n), found.get(n), recipe);
	}

	private void keep(final OpenNetwork network, final AttackedSlice attacked,
		final AttackOutcome outcome, final Recipe recipe) {
		final int slice = attacked.file().slice();
		final List<ImageProcessor> whole = attacked.file().with(outcome.perturbed());
		final int[] planes = shown().planes(slice);
		perturbed.add(whole);
		changes.add(IntStream.range(0, planes.length).mapToObj(z -> shown().change(planes[z],
			attacked.file().seen(), whole.subList(z * shown().planes(), (z + 1) * shown().planes())))
			.toList());
		outcomes.put(slice, outcome);
		recipe.with("criterion of slice " + slice, attacked.criterion())
			.with("success of slice " + slice, outcome.success());
		if (outcome.lengthened() != 1)
			recipe.with("change of slice " + slice + " lengthened by", outcome.lengthened());
		if (!isMinimal()) addCurve(network, slice, attacked.criterion(), outcome.queries());
	}

	/** How it came about. */
	private void addCurve(final OpenNetwork network, final int slice, final Criterion criterion,
		final TargetModel.QueryLog queries) {
		final List<TargetModel.QueryLog.Point> course = queries.course();
		if (method().access() == AttackMethod.Access.DECISIONS && !course.isEmpty()) {
			curves.addCourse(slice,
				norm() == Norm.L2 ? "Distance (L2, grey levels)" : "Distance (grey levels)",
				"of what fools", course.get(0).value(), course, queries.forwards());
			return;
		}
		if (!(criterion instanceof final Criterion.OfClasses classes)) return;
		final String label = network.descriptor().labels().name(classes.reference()) +
			(classes.sign() > 0 ? ", to be reached" : ", to be lost");
		if (!course.isEmpty() && queries.gradients() == 0)
			curves.addCourse(slice, "Probability", label, 1, course, queries.forwards());
		else if (queries.confidences().size() > 1)
			curves.addConfidences(slice, label, queries.confidences());
	}

	private void warnOfFailures() {
		final List<Integer> failed =
			outcomes.keySet().stream().filter(slice -> !outcomes.get(slice).warning().isEmpty()).toList();
		if (failed.isEmpty()) return;
		final int first = failed.get(0);
		final String which = outcomes.size() == 1 ? "The result"
			: "Slice " + first + (failed.size() == 1 ? "" : " and " + (failed.size() - 1) + " more") +
				" of " + outcomes.size();
		warn(which + ": " + outcomes.get(first).warning() + ".");
	}

	private void finish(final ModelDescriptor network, final String name, final Recipe recipe) {
		final BigDecimal factor = MidGreyImage.factor(largest());
		final StackPlanes planes = planes();
		output = ResultImage.like(planes.image(), planes.pictures(), planes.joined(perturbed), name);
		shown().conversion().ifPresent(this::note);
		finish(output, recipe, input());
		if (isAll()) further(name, factor, recipe);
		table = Tables.empty();
		final List<String> names = OpenNetwork.names(further);
		outcomes.forEach((slice, outcome) -> AttackTables.add(table, slice, outcome, names));
		Tables.addRange(table, network);
		show(table, name + "-outcome");
	}

	private boolean isAll() {
		final boolean auto = Keys.isAuto(pictures);
		return auto ? GraphicsEnvironment.isHeadless() || Interpreter.isBatchMode()
			: Keys.choice("pictures", pictures, new String[] { "result", "all" }).equals("all");
	}

	/** What shows how it came about. */
	private void further(final String name, final BigDecimal factor, final Recipe recipe) {
		final StackPlanes planes = planes();
		difference = MidGreyImage.image(planes.image(), planes.pictures(), planes.joined(changes),
			factor.doubleValue(),
			Titles.unique(Titles.AUTO, name + "-difference-x" + factor.toPlainString()));
		finish(difference, recipe.with("difference amplified by", factor.toPlainString()), input());
		if (!curves.isEmpty()) {
			plot = curves.render(Titles.unique(Titles.AUTO, name + "-confidence"));
			openWhereShown(plot);
			finish(plot, recipe, input());
		}
		if (isMinimal()) {
			accuracy = AttackPlots.accuracy(
				outcomes.values().stream()
					.mapToDouble(outcome -> outcome.success() ? outcome.epsilon() : Double.NaN).toArray(),
				largestTried, Titles.unique(Titles.AUTO, name + "-accuracy"));
			finish(accuracy, recipe, input());
		}
	}

	/** The change that becomes black or white in the difference. */
	private double largest() {
		final double largest = outcomes.values().stream()
			.mapToDouble(outcome -> isLargestKnown() ? outcome.epsilon() : outcome.saved().linf()).max()
			.orElse(0);
		return largest > 0 ? largest : 1;
	}
}
