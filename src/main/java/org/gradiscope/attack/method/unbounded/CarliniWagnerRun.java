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

package org.gradiscope.attack.method.unbounded;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.IntStream;

import org.gradiscope.attack.bound.EpsilonBall;
import org.gradiscope.attack.target.Loss;
import org.gradiscope.attack.target.TargetModel;
import org.gradiscope.engine.Answer;
import org.gradiscope.engine.Progress;
import org.gradiscope.optimize.Adam;
import org.gradiscope.tensor.ParallelBlocks;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Tensor;

/** {@link CarliniWagner} on one batch: what it has found so far. */
final class CarliniWagnerRun {

	/** What counts as progress within a tenth of the steps. */
	private static final double PROGRESS = 0.9999;

	private final CarliniWagner options;
	private final TargetModel model;
	private final Pixels images;
	private final TanhSpace space;
	private final float[] origin;
	private final int count;
	private final int stride;
	private final BinarySearchedConstant[] constants;
	/** The smallest distance that fooled in units of the range, of each image, and that image. */
	private final double[] smallest;
	private final float[] best;
	/** Of the search that is on: the last loss looked at, and which images it still goes on for. */
	private final double[] losses;
	private final boolean[] active;

	CarliniWagnerRun(final CarliniWagner options, final TargetModel model, final Pixels images,
		final EpsilonBall ball) {
		this.options = options;
		this.model = model;
		this.images = images;
		space = new TanhSpace(ball);
		origin = space.encode(images.values());
		count = images.count();
		stride = origin.length / count;
		constants = new BinarySearchedConstant[count];
		Arrays.setAll(constants, n -> new BinarySearchedConstant(options.constant()));
		smallest = new double[count];
		Arrays.fill(smallest, Double.POSITIVE_INFINITY);
		best = images.values().data().clone();
		losses = new double[count];
		active = new boolean[count];
	}

	Tensor run(final Progress progress) {
		for (int search = 0; search < options.searches(); search++) {
			search(search, progress);
			for (final BinarySearchedConstant constant : constants)
				constant.next();
		}
		return Tensor.of(images.shape(), best);
	}

	private void search(final int search, final Progress progress) {
		final float[] w = origin.clone();
		final Adam adam = new Adam(w.length, options.rate());
		Arrays.fill(losses, Double.POSITIVE_INFINITY);
		Arrays.fill(active, true);
		for (int step = 0; step < options.steps(); step++) {
			progress.check();
			final Tensor current = space.decode(w, images.values());
			final Answer evaluation = model.lossAndGradient(images.with(current), Loss.MARGIN);
			for (int n = 0; n < count; n++)
				if (active[n]) update(n, step, current, evaluation);
			if (IntStream.range(0, count).noneMatch(n -> active[n])) return;
			adam.step(w, slope(w, current, evaluation));
			progress.report(search * options.steps() + step + 1, options.searches() * options.steps(),
				text(search, step));
		}
	}

	/** What image {@code n} has become. */
	private void update(final int n, final int step, final Tensor current, final Answer evaluation) {
		final double distance = distance(n, current.data());
		final double margin = evaluation.values()[n];
		if (margin >= options.kappa() && model.criterion(n).isMet(evaluation.scores().item(n))) {
			constants[n].fooled();
			if (distance < smallest[n]) {
				smallest[n] = distance;
				System.arraycopy(current.data(), n * stride, best, n * stride, stride);
			}
		}
		if (!options.abortEarly() || step % Math.max(1, options.steps() / 10) != 0) return;
		final double loss =
			distance * distance + constants[n].value() * Math.max(0, options.kappa() - margin);
		active[n] = loss <= losses[n] * PROGRESS;
		losses[n] = loss;
	}

	private double distance(final int n, final float[] current) {
		final float[] original = images.values().data();
		double squares = 0;
		for (int i = n * stride; i < (n + 1) * stride; i++)
			squares += ((double) current[i] - original[i]) * ((double) current[i] - original[i]);
		return Math.sqrt(squares) / images.range().extent();
	}

	/** The way down, with respect to w. */
	private float[] slope(final float[] w, final Tensor current, final Answer evaluation) {
		final float[] original = images.values().data();
		final double perLevel = 2 / ((double) images.range().extent() * images.range().extent());
		final double[] factors = new double[count];
		Arrays.setAll(factors,
			n -> evaluation.values()[n] < options.kappa() ? constants[n].value() : 0);
		final float[] slope = new float[w.length];
		ParallelBlocks.of(w.length, (from, to) -> {
			for (int i = from; i < to; i++)
				slope[i] = (float) ((factors[i / stride] * evaluation.gradient().data()[i] -
					perLevel * (current.data()[i] - original[i])) * space.slope(i, w[i]));
		});
		return slope;
	}

	private String text(final int search, final int step) {
		final double nearest = Arrays.stream(smallest).min().orElseThrow();
		return String.format(Locale.ROOT, "search %d of %d, step %d of %d, %s", search + 1,
			options.searches(), step + 1, options.steps(),
			Double.isFinite(nearest) ? String.format(Locale.ROOT, "fools at a distance of %.4g",
				nearest * images.range().extent()) : "fools not yet");
	}

	/**
	 * The weight of the criterion against the distance, of one image: ten times as large until something
	 * fools, then half way between the largest that did not and the smallest that did.
	 */
	static final class BinarySearchedConstant {

		private double value;
		private double lower;
		private double upper = Double.POSITIVE_INFINITY;
		private boolean fooled;

		/** @param first over 0 */
		BinarySearchedConstant(final double first) {
			value = first;
		}

		double value() {
			return value;
		}

		/** With the present value something fooled. */
		void fooled() {
			fooled = true;
		}

		/** Goes on to the next value. */
		void next() {
			if (fooled) upper = value;
			else lower = value;
			value = Double.isFinite(upper) ? (lower + upper) / 2 : 10 * value;
			fooled = false;
		}
	}
}
