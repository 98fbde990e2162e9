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
import ij.process.ImageProcessor;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

import org.gradiscope.attack.Adversarial;
import org.gradiscope.attack.Attack;
import org.gradiscope.attack.AttackMethod;
import org.gradiscope.attack.Bound;
import org.gradiscope.attack.BoundedAttack;
import org.gradiscope.attack.Criterion;
import org.gradiscope.attack.Fgsm;
import org.gradiscope.attack.NetworkVictim;
import org.gradiscope.attack.Norm;
import org.gradiscope.attack.Pgd;
import org.gradiscope.engine.Prediction;
import org.gradiscope.imagej.AroundGrey;
import org.gradiscope.imagej.BallRounding;
import org.gradiscope.imagej.ImagePixels;
import org.gradiscope.imagej.Recipe;
import org.gradiscope.imagej.Region;
import org.gradiscope.imagej.ResultImage;
import org.gradiscope.imagej.Tables;
import org.gradiscope.imagej.Titles;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Tensor;
import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/** Changes an image a little, so that a network takes it for something else. */
@Plugin(type = Command.class, name = "adversarial-perturbation",
	label = "Adversarial Perturbation", menu = { @Menu(label = "Plugins"), @Menu(
		label = "Gradiscope"), @Menu(label = "Adversarial Perturbation...", weight = 31) },
	description = "Changes the image, or its selection, a little, so that a network takes it for " +
		"something else.")
public class AdversarialPerturbation extends ImageCommand {

	private static final String NONE = "none";

	@Parameter(label = "Method", choices = { "fgsm", "pgd" }, persist = false,
		description = "fgsm: one step (Goodfellow et al. 2014); pgd: many (Madry et al. 2017).")
	private String method = "pgd";

	@Parameter(label = "Target class", persist = false,
		description = "The class to be taken for: a label, or an index from 0; none: any other.")
	private String target = NONE;

	@Parameter(label = "Epsilon (grey levels)", persist = false,
		description = "The largest change of any pixel, in " +
			"the image's grey levels, over 0; auto: 8/255 of the value range (8 for 8-bit), at least a level.")
	private String epsilon = Keys.AUTO;

	@Parameter(label = "Steps", min = "1", persist = false,
		description = "The gradient steps of pgd.")
	private int steps = 20;

	@Parameter(label = "Step size (grey levels)", persist = false,
		description = "The change in one step of pgd, in grey levels; auto: 2.5 epsilon / steps.")
	private String stepsize = Keys.AUTO;

	@Parameter(label = "Seed", persist = false, description = "Of the random start of pgd.")
	private long seed = 1;

	@Parameter(label = "Title", persist = false,
		description = "The result's title; auto: the image's title without extension, then -method.")
	private String title = Titles.AUTO;

	@Parameter(type = ItemIO.OUTPUT, label = "Perturbed image",
		description = "The perturbed image, of the input's type.")
	private ImagePlus output;

	@Parameter(type = ItemIO.OUTPUT, label = "Difference",
		description = "The change around middle grey, amplified by the factor in the title.")
	private ImagePlus difference;

	@Parameter(type = ItemIO.OUTPUT, label = "Outcome",
		description = "Each slice's predictions before and after, norms of the change, success.")
	private ResultsTable table;

	private final List<ImageProcessor> perturbed = new ArrayList<>();
	private final List<Tensor> changes = new ArrayList<>();

	@Override
	void compute(final OpenNetwork network) {
		final AttackMethod chosen = Keys.choice("method", method, AttackMethod.values());
		final BoundedAttack options = options(chosen);
		final Region region = Region.of(input());
		final Recipe recipe = recipe(network).with("options", options).with("region", region);
		final ResultsTable rows = Tables.empty();
		forEachSlice(slice -> perturb(network, slice, options, region, recipe, rows));
		finish(Titles.unique(title, Titles.stem(input()) + "-" + chosen), options.bound().epsilon(),
			recipe,
			rows);
	}

	private BoundedAttack options(final AttackMethod chosen) {
		final double usual = 8 / 255.0 * range(slices()[0]).extent();
		// Of whole levels at least one, or nothing could change.
		final double largest = Keys.number("epsilon", epsilon, type().isWhole() ? Math.max(1, usual)
			: usual);
		final Bound bound = new Bound(Norm.LINF, largest);
		BallRounding.check(largest, type());
		if (chosen == AttackMethod.FGSM) return new Fgsm(bound);
		final Pgd pgd = Pgd.of(bound).withSteps(steps).withSeed(seed);
		return pgd.withStep(Keys.number("stepsize", stepsize, pgd.step() * largest) / largest);
	}

	private void perturb(final OpenNetwork network, final int slice,
		final BoundedAttack attack, final Region region, final Recipe recipe,
		final ResultsTable rows) {
		final ImageProcessor original = input().getStack().getProcessor(slice);
		final Pixels clean = read(region, slice);
		final Prediction before = predict(network, clean, slice, recipe);
		final Criterion criterion = criterion(network, before, slice);
		recipe.with("criterion of slice " + slice, criterion);
		final Pixels exact = Attack.run(attack, new NetworkVictim(network, List.of(
			criterion)), clean, progress());
		final Pixels saved = clean.with(region.inside(clean.values(), BallRounding.round(clean.values(),
			exact.values(), attack.bound().epsilon(), type())));
		Tables.addPerturbation(rows, slice, Adversarial.judge(network, clean, before, exact, criterion),
			Adversarial.judge(network, clean, before, saved, criterion));
		perturbed.add(region.paste(original, type().processor(saved.values())));
		changes.add(change(original, perturbed.get(perturbed.size() - 1), clean));
	}

	/** Of the whole slice. */
	private static Tensor change(final ImageProcessor before, final ImageProcessor after,
		final Pixels like) {
		final Tensor from = ImagePixels.read(before, like.range()).values();
		final Tensor change = ImagePixels.read(after, like.range()).values();
		for (int i = 0; i < change.size(); i++)
			change.data()[i] -= from.data()[i];
		return change;
	}

	private Criterion criterion(final OpenNetwork network, final Prediction clean, final int slice) {
		if (target.trim().equalsIgnoreCase(NONE)) return new Criterion.Misclassification(clean.best());
		final int wanted = network.descriptor().labels().index(target);
		if (wanted == clean.best())
			throw new IllegalArgumentException("The network already takes slice " + slice + " for '" +
				network.descriptor().labels().name(wanted) +
				"'; name another target, or give slices=current.");
		return new Criterion.Targeted(wanted, clean.best());
	}

	private void finish(final String name, final double largest, final Recipe recipe,
		final ResultsTable rows) {
		final BigDecimal factor = AroundGrey.factor(largest);
		output = ResultImage.like(input(), slices(), perturbed, name);
		difference = AroundGrey.image(input(), slices(), changes, factor.doubleValue(), Titles
			.unique(Titles.AUTO, name + "-difference-x" + factor.toPlainString()));
		recipe.addTo(output, input());
		recipe.with("difference amplified by", factor.toPlainString()).addTo(difference, input());
		table = rows;
		list(output);
		list(difference);
		show(table, name + "-outcome");
	}
}
