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

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

import org.gradiscope.attribution.AttributionMethod;
import org.gradiscope.engine.Network;
import org.gradiscope.engine.Progress;
import org.gradiscope.objective.Objective;
import org.gradiscope.options.OptionRecords;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Tensor;
import org.gradiscope.transform.Inpainting;

/**
 * Remove and debias (Rong et al. 2022, "A Consistent and Efficient Evaluation Strategy for Attribution Methods"): pixels
 * are taken away so that nothing shows where they were, each becoming the weighted mean of its neighbours and a little
 * noise; once the most important first, once the least. Of a good map the first lowers the objective, and the second does not.
 * It orders methods as retraining does (ROAR), without retraining.
 *
 * @param noise its standard deviation, as a fraction of the value range; 0.01 in the paper
 * @param seed of the noise
 */
public record Road(double noise, long seed) {

	/** Of the pixels, taken away one after the other. */
	static final List<Double> FRACTIONS = List.of(0.2, 0.4, 0.6, 0.8);

	private static final Inpainting IMPUTATION = new Inpainting(1 / 6.0, 1 / 12.0);

	/** @throws IllegalArgumentException if there is less than no noise */
	public Road {
		OptionRecords.require("ROAD needs", noise >= 0, "a noise of at least 0", noise);
	}

	/** With the paper's noise. */
	public static Road usual(final long seed) {
		return new Road(0.01, seed);
	}

	/**
	 * Means over the fractions that are taken away.
	 *
	 * @param mostFirst of the objective, where the most important pixels go first
	 * @param leastFirst of the objective, where the least important ones do
	 */
	public record Result(double mostFirst, double leastFirst) {

		/** What it says, in a sentence. */
		public String advice() {
			return " Pixels taken away without a trace lower it to " + Findings.number(mostFirst) +
				" on average where those that it marks go first, and to " + Findings.number(leastFirst) +
				" where they go last (ROAD).";
		}
	}

	/**
	 * @param order of the pixels, the most important first; see {@link PixelRanking}
	 * @param image one, {@code [1, h, w, c]}
	 * @throws IllegalArgumentException if there are several images
	 */
	public Result of(final int[] order, final Network network, final Pixels image,
		final Objective objective, final Progress progress) {
		AttributionMethod.requireOne(image);
		final int[] reversed = new int[order.length];
		Arrays.setAll(reversed, i -> order[order.length - 1 - i]);
		return new Result(
			mean(order, network, image, objective, new Progress.SubProgress(progress, 0, 2)),
			mean(reversed, network, image, objective, new Progress.SubProgress(progress, 1, 2)));
	}

	private double mean(final int[] order, final Network network, final Pixels image,
		final Objective objective, final Progress progress) {
		double sum = 0;
		for (int n = 0; n < FRACTIONS.size(); n++) {
			progress.check();
			final int count = (int) Math.round(FRACTIONS.get(n) * order.length);
			sum += network.values(image.with(imputed(image, Arrays.copyOf(order, count))), objective)[0];
			progress.report(n + 1, FRACTIONS.size(), "ROAD, " + (n + 1) + " of " + FRACTIONS.size());
		}
		return sum / FRACTIONS.size();
	}

	/** Without some of its pixels. */
	Tensor imputed(final Pixels image, final int... removed) {
		final boolean[] unknown = new boolean[image.height() * image.width()];
		IntStream.of(removed).forEach(p -> unknown[p] = true);
		final Tensor imputed = IMPUTATION.of(image.values(), unknown);
		final SplittableRandom random = new SplittableRandom(seed);
		final int channels = image.channels();
		for (int i = 0; i < imputed.size() && noise > 0; i++)
			if (unknown[i / channels]) imputed.data()[i] = image.range().clamp(
				(float) (imputed.data()[i] + random.nextGaussian(0, noise * image.range().extent())));
		return imputed;
	}
}
