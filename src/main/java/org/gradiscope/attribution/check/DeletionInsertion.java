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

package org.gradiscope.attribution.check;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.gradiscope.attribution.AttributionMethod;
import org.gradiscope.attribution.Baseline;
import org.gradiscope.engine.Batches;
import org.gradiscope.engine.Network;
import org.gradiscope.engine.Progress;
import org.gradiscope.objective.Objective;
import org.gradiscope.options.OptionRecords;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Tensor;

/**
 * What becomes of an objective while pixels go from the image to a baseline, the most important first,
 * or come back from it (Petsiuk et al. 2018, "RISE: Randomized Input Sampling for Explanation of
 * Black-box Models", section 4.1). Of a good order the deletion curve falls early, so that its area is
 * small, and the insertion curve rises early.
 *
 * @param inserts whether pixels come, else they go
 * @param baseline what they come back from, or go to
 * @param steps the number of times that pixels change, 1 to 100,000
 */
public record DeletionInsertion(boolean inserts, Baseline baseline, int steps) {

	private static final int MOST = 100_000;

	/** @throws IllegalArgumentException if there are no steps */
	public DeletionInsertion {
		OptionRecords.require("The curves of deletion and insertion need", steps >= 1 && steps <= MOST,
			"steps of at least 1 and at most " + MOST, steps);
	}

	/** Pixels go to a baseline, in 50 steps. */
	public static DeletionInsertion deletion(final Baseline to) {
		return new DeletionInsertion(false, to, 50);
	}

	/** Pixels come back into the blurred image, in 50 steps. */
	public static DeletionInsertion insertion() {
		return new DeletionInsertion(true, Baseline.Standard.BLUR, 50);
	}

	public DeletionInsertion withSteps(final int newSteps) {
		return new DeletionInsertion(inserts, baseline, newSteps);
	}

	/**
	 * Follows the curve along an order; after step k it is {@code k / steps} of the pixels, rounded.
	 *
	 * @param image one, {@code [1, h, w, c]}
	 * @param order one index for each pixel; see {@link PixelRanking}
	 * @throws IllegalArgumentException if there are several images, or the order is of another one
	 */
	public ScoreCurve along(final int[] order, final Network network, final Pixels image,
		final Objective objective, final Progress progress) {
		AttributionMethod.requireOne(image);
		final int pixels = image.height() * image.width();
		if (order.length != pixels) throw new IllegalArgumentException(
			"An order of " + pixels + " pixels was expected, but one of " + order.length + " was given.");
		final Tensor other = baseline.of(image);
		final double[] fractions = new double[steps + 1];
		final double[] values = new double[steps + 1];
		final int batch = Batches.size(image, steps + 1);
		for (int first = 0; first <= steps; first += batch) {
			progress.check();
			final int count = Math.min(batch, steps + 1 - first);
			final float[] some =
				network.values(Baseline.masked(image, other, masks(order, first, count)), objective);
			for (int n = 0; n < count; n++) {
				fractions[first + n] = (double) changed(first + n, pixels) / pixels;
				values[first + n] = some[n];
			}
			progress.report(first + count, steps + 1,
				this + ", " + (first + count) + " of " + (steps + 1));
		}
		return new ScoreCurve(fractions, values);
	}

	/**
	 * The mean of the curves along random orders, with which that of a map can be compared.
	 *
	 * @param orders how many, at least 1
	 * @param seed of the orders
	 */
	public ScoreCurve random(final int orders, final long seed, final Network network,
		final Pixels image, final Objective objective, final Progress progress) {
		final List<ScoreCurve> curves = new ArrayList<>();
		for (int i = 0; i < orders; i++)
			curves.add(along(PixelRanking.random(image.height() * image.width(), 31 * seed + i), network,
				image, objective, new Progress.SubProgress(progress, i, orders)));
		return ScoreCurve.mean(curves);
	}

	private int changed(final int step, final int pixels) {
		return (int) Math.round((double) step * pixels / steps);
	}

	/** 1 where the pixel is the image's. */
	private float[][] masks(final int[] order, final int first, final int count) {
		final float[][] masks = new float[count][order.length];
		for (int n = 0; n < count; n++) {
			Arrays.fill(masks[n], inserts ? 0 : 1);
			for (int i = 0; i < changed(first + n, order.length); i++)
				masks[n][order[i]] = inserts ? 1 : 0;
		}
		return masks;
	}

	@Override
	public String toString() {
		return (inserts ? "insertion" : "deletion") + "[baseline=" + baseline + ", steps=" + steps +
			"]";
	}

	/**
	 * An objective while more and more pixels are changed.
	 *
	 * @param fractions of the pixels that are changed, from 0 to 1
	 * @param values of the objective
	 */
	public record ScoreCurve(double[] fractions, double[] values) {

		/** Under the curve, by the trapezium rule over the fraction of pixels. */
		public double area() {
			double area = 0;
			for (int i = 1; i < values.length; i++)
				area += (fractions[i] - fractions[i - 1]) * (values[i] + values[i - 1]) / 2;
			return area;
		}

		/** Point by point; the curves have the same fractions. */
		public static ScoreCurve mean(final List<ScoreCurve> curves) {
			final double[] values = new double[curves.get(0).values.length];
			for (final ScoreCurve curve : curves)
				for (int i = 0; i < values.length; i++)
					values[i] += curve.values[i] / curves.size();
			return new ScoreCurve(curves.get(0).fractions, values);
		}
	}
}
