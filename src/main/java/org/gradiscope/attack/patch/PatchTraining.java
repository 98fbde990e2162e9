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

package org.gradiscope.attack.patch;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

import org.gradiscope.attack.bound.OptionChecks;
import org.gradiscope.attack.target.Criterion;
import org.gradiscope.attack.target.Loss;
import org.gradiscope.attack.target.NetworkTargetModel;
import org.gradiscope.engine.Answer;
import org.gradiscope.engine.Batches;
import org.gradiscope.engine.Network;
import org.gradiscope.engine.Progress;
import org.gradiscope.optimize.Adam;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.RandomOrder;
import org.gradiscope.tensor.Tensor;
import org.gradiscope.tensor.ValueRange;

/**
 * Learns a patch (Brown et al. 2017, "Adversarial Patch"). Each step puts the patch on a batch of images,
 * on each in a place, turn, size and light of its own, and climbs the mean of the loss, the cross-entropy
 * of the class to be lost or the log-probability of the one to be reached, less the weighted total
 * variation and non-printability score. Nothing bounds the patch but the value range.
 */
public final class PatchTraining {

	private final Network network;
	private final PatchOptions options;
	private final List<PatchExample> examples;
	private final SplittableRandom order;
	private final SplittableRandom places;
	private final List<Integer> waiting = new ArrayList<>();

	/** An image with the patch on it, and where. */
	private record Placed(PatchExample example, Placement placement, Pixels clean, Pixels pasted) {}

	/** The mean loss over a batch, and its gradient in fractions of the value range. */
	record Slope(double loss, double[] gradient) {}

	/**
	 * @param examples of one size, at least one
	 * @throws IllegalArgumentException if there is none
	 */
	public PatchTraining(final Network network, final PatchOptions options,
		final List<PatchExample> examples) {
		OptionChecks.require(!examples.isEmpty(), "images to learn the patch on", "none");
		this.network = network;
		this.options = options;
		this.examples = List.copyOf(examples);
		final SplittableRandom random = new SplittableRandom(options.seed());
		order = random.split();
		places = random.split();
	}

	/**
	 * All steps.
	 *
	 * @param start its shape is kept; its values are where it begins
	 */
	public Patch run(final Patch start, final Progress progress) {
		final float[] units = units(start);
		final Adam adam = new Adam(units.length, options.rate());
		Patch patch = start;
		for (int step = 0; step < options.steps(); step++) {
			progress.check();
			final Slope slope = slope(patch, next(patch));
			move(units, slope.gradient(), adam);
			patch = patch(start, units);
			final Pixels shown = patch.pixels();
			progress.offer(() -> shown);
			progress.report(step + 1, options.steps(),
				String.format(Locale.ROOT, "loss %.4g", slope.loss()));
		}
		return patch;
	}

	/** Which images come next: all once, in random order, before one comes again. */
	private List<Placed> next(final Patch patch) {
		final List<Placed> batch = new ArrayList<>();
		final int count = Math.min(options.batch(), examples.size());
		while (batch.size() < count) {
			if (waiting.isEmpty()) refill();
			batch.add(placed(examples.get(waiting.remove(waiting.size() - 1)), patch));
		}
		return batch;
	}

	private void refill() {
		final int[] all = new int[examples.size()];
		Arrays.setAll(all, i -> i);
		RandomOrder.shuffle(all, order);
		for (final int one : all)
			waiting.add(one);
	}

	private Placed placed(final PatchExample example, final Patch patch) {
		final Pixels clean = example.clean().get();
		final Placement placement =
			options.placements().draw(places, patch, clean.height(), clean.width());
		return placed(example, patch, placement, clean);
	}

	private static Placed placed(final PatchExample example, final Patch patch,
		final Placement placement, final Pixels clean) {
		return new Placed(example, placement, clean, placement.paste(clean, patch));
	}

	/** On given places, one for each example. */
	Slope slope(final Patch patch, final Placement... placements) {
		final List<Placed> batch = new ArrayList<>();
		for (int n = 0; n < placements.length; n++)
			batch.add(placed(examples.get(n), patch, placements[n], examples.get(n).clean().get()));
		return slope(patch, batch);
	}

	private Slope slope(final Patch patch, final List<Placed> batch) {
		final double[] gradient = new double[patch.pixels().values().size()];
		double loss = 0;
		final int together = together(batch);
		for (int from = 0; from < batch.size(); from += together)
			loss += add(batch.subList(from, Math.min(batch.size(), from + together)), batch.size(), patch,
				gradient);
		loss -= options.variation() * new TotalVariation().of(patch, -options.variation(), gradient);
		if (options.palette() != null) loss -=
			options.printability() * options.palette().of(patch, -options.printability(), gradient);
		return new Slope(loss, gradient);
	}

	/** Criteria about regions have an objective for each image. */
	private static int together(final List<Placed> batch) {
		return batch.get(0).example().criterion() instanceof Criterion.RegionCriterion ? 1
			: Batches.size(batch.get(0).clean(), batch.size());
	}

	private double add(final List<Placed> some, final int of, final Patch patch,
		final double[] gradient) {
		final Pixels images = some.get(0).pasted()
			.with(Tensor.batch(some.stream().map(placed -> placed.pasted().values()).toList()));
		final Answer answer = new NetworkTargetModel(network,
			some.stream().map(placed -> placed.example().criterion()).toList())
			.lossAndGradient(images, Loss.CROSS_ENTROPY);
		double loss = 0;
		for (int n = 0; n < some.size(); n++) {
			loss += answer.values()[n] / of;
			final float[] back = some.get(n).placement()
				.gradient(some.get(n).clean(), patch, answer.gradient().item(n)).data();
			for (int i = 0; i < back.length; i++)
				gradient[i] += (double) back[i] * patch.range().extent() / of;
		}
		return loss;
	}

	private void move(final float[] units, final double[] gradient, final Adam adam) {
		final float[] slopes = new float[units.length];
		for (int i = 0; i < slopes.length; i++)
			slopes[i] = (float) gradient[i];
		if (options.climb() == PatchOptions.Climb.ADAM) adam.step(units, slopes);
		else for (int i = 0; i < units.length; i++)
			units[i] += (float) options.rate() * Math.signum(slopes[i]);
		for (int i = 0; i < units.length; i++)
			units[i] = ValueRange.UNIT.clamp(units[i]);
	}

	private static float[] units(final Patch patch) {
		final float[] units = patch.pixels().values().data().clone();
		for (int i = 0; i < units.length; i++)
			units[i] = (units[i] - patch.range().min()) / patch.range().extent();
		return units;
	}

	private static Patch patch(final Patch like, final float[] units) {
		final Tensor values = like.pixels().values().copy();
		for (int i = 0; i < units.length; i++)
			values.data()[i] = like.range().clamp(like.range().min() + units[i] * like.range().extent());
		return like.with(values);
	}
}
