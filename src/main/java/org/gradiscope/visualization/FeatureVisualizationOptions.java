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

package org.gradiscope.visualization;

import org.gradiscope.objective.Objective;
import org.gradiscope.objective.Objectives;
import org.gradiscope.optimize.Climber;
import org.gradiscope.options.OptionRecords;
import org.gradiscope.parameterization.Basis;
import org.gradiscope.parameterization.Parameterization;
import org.gradiscope.parameterization.RowLimits;
import org.gradiscope.transform.RandomWarp;

/**
 * How features are visualized; {@link #toString()} is the recipe.
 *
 * @param height of the pictures, in pixels
 * @param width of the pictures, in pixels
 * @param steps of the optimizer
 * @param climber the optimizer
 * @param rate Adam's step size, or L-BFGS' first one, over 0
 * @param basis what is optimized
 * @param deviation of the noise that the parameters begin with, at least 0
 * @param decorrelate whether colours are those of photographs, made independent
 * @param contrast that a picture may have
 * @param warps another one at each step
 * @param regularizers what counts against a picture
 * @param rows of a time series: what each feature may be, in the network's own numbers
 * @param seed of the first noise and of the warps
 */
public record FeatureVisualizationOptions(int height, int width, int steps, Climber climber,
	double rate, Basis basis, double deviation, boolean decorrelate,
	Parameterization.ContrastLimit contrast, RandomWarp warps, Regularizers regularizers,
	RowLimits rows, long seed) {

	/** Of a series in which it matters what comes when, in time points. */
	static final int SHORT = 16;

	/** @throws IllegalArgumentException if a value is outside its bounds; the message says which */
	public FeatureVisualizationOptions {
		// The rows of a time series are its features, and may be few.
		require(height >= (warps.alongRows() ? 1 : 16) && height <= 4096, "a size of 16 to 4096",
			height);
		require(width >= (warps.alongRows() ? 2 : 16) && width <= 4096,
			warps.alongRows() ? "a length of 2 to 4096" : "a size of 16 to 4096", width);
		require(steps >= 1, "steps of at least 1", steps);
		require(rate > 0 && rate < Double.POSITIVE_INFINITY, "a rate over 0", rate);
		require(deviation >= 0 && deviation < Double.POSITIVE_INFINITY,
			"a standard deviation of at least 0", deviation);
	}

	/**
	 * Lucid's: 128 pixels, 512 steps of Adam at 0.05, frequencies, decorrelated colours, warps; and a
	 * limit to the contrast, which lucid leaves free: it keeps tones where activations grow with the
	 * contrast, and prefers broad shapes to fine detail.
	 */
	public static FeatureVisualizationOptions standard() {
		return new FeatureVisualizationOptions(128, 128, 512, Climber.ADAM, 0.05,
			new Basis.FourierBasis(1), 0.01, true, Parameterization.ContrastLimit.PHOTOGRAPHS,
			RandomWarp.STANDARD, Regularizers.NONE, RowLimits.NONE, 1);
	}

	/**
	 * The same without anything that makes a picture natural: pixels of any contrast, no warps, no
	 * regularizers; the gradient of the image alone, as Simonyan et al. 2013 begin.
	 */
	public FeatureVisualizationOptions withoutPriors() {
		return OptionRecords.with(this, "basis", new Basis.PixelBasis(), "decorrelate", false,
			"contrast", Parameterization.ContrastLimit.NONE, "warps",
			warps.alongRows() ? RandomWarp.alongRows(0) : RandomWarp.NONE, "regularizers",
			Regularizers.NONE);
	}

	/**
	 * The same for time series: rows are no neighbours, only time may shift, but not of a short series, and tones
	 * mean nothing.
	 */
	public FeatureVisualizationOptions ofSeries(final int features, final int time) {
		return OptionRecords.with(this, "height", features, "width", time, "basis", basis.ofSeries(),
			"contrast", Parameterization.ContrastLimit.NONE, "warps",
			RandomWarp.alongRows(time < SHORT ? 0 : warps.jitter()));
	}

	/** Square pictures. */
	public FeatureVisualizationOptions withSize(final int size) {
		return withSize(size, size);
	}

	public FeatureVisualizationOptions withSize(final int newHeight, final int newWidth) {
		return OptionRecords.with(this, "height", newHeight, "width", newWidth);
	}

	public FeatureVisualizationOptions withSteps(final int newSteps) {
		return OptionRecords.with(this, "steps", newSteps);
	}

	public FeatureVisualizationOptions withClimber(final Climber newClimber, final double newRate) {
		return OptionRecords.with(this, "climber", newClimber, "rate", newRate);
	}

	public FeatureVisualizationOptions withBasis(final Basis newBasis) {
		return OptionRecords.with(this, "basis", newBasis);
	}

	public FeatureVisualizationOptions withDecorrelate(final boolean newDecorrelate) {
		return OptionRecords.with(this, "decorrelate", newDecorrelate);
	}

	public FeatureVisualizationOptions withContrast(
		final Parameterization.ContrastLimit newContrast) {
		return OptionRecords.with(this, "contrast", newContrast);
	}

	public FeatureVisualizationOptions withWarps(final RandomWarp newWarps) {
		return OptionRecords.with(this, "warps", newWarps);
	}

	public FeatureVisualizationOptions withRegularizers(final Regularizers newRegularizers) {
		return OptionRecords.with(this, "regularizers", newRegularizers);
	}

	public FeatureVisualizationOptions withRows(final RowLimits newRows) {
		return OptionRecords.with(this, "rows", newRows);
	}

	public FeatureVisualizationOptions withSeed(final long newSeed) {
		return OptionRecords.with(this, "seed", newSeed);
	}

	private static void require(final boolean good, final String expected, final Object given) {
		OptionRecords.require("Feature visualization needs", good, expected, given);
	}

	/**
	 * What counts against a picture beside its objective. All are of the picture as the network sees it,
	 * in units of the value range, and means over its pixels, so that the weights do not depend on its size.
	 *
	 * @param totalVariation the weight of {@link Objectives#totalVariation()}
	 * @param l1 the weight of {@link Objectives#contrast()}
	 * @param l2 the weight of {@link Objectives#squareContrast()}
	 * @param blur the weight of {@link Objectives#detail()}
	 */
	public record Regularizers(double totalVariation, double l1, double l2, double blur) {

		public static final Regularizers NONE = new Regularizers(0, 0, 0, 0);

		/** @throws IllegalArgumentException if a weight is under 0 or not a number */
		public Regularizers {
			for (final double weight : new double[] { totalVariation, l1, l2, blur })
				if (!(weight >= 0 && weight < Double.POSITIVE_INFINITY)) throw new IllegalArgumentException(
					"A weight of at least 0 is expected, but " + weight + " was given.");
		}

		/** The objective, less what counts against it. */
		Objective applied(final Objective objective) {
			return less(less(less(less(objective, Objectives.totalVariation(), totalVariation),
				Objectives.contrast(), l1), Objectives.squareContrast(), l2), Objectives.detail(), blur);
		}

		private static Objective less(final Objective objective, final Objective penalty,
			final double weight) {
			return weight == 0 ? objective : objective.minus(penalty.times(weight));
		}
	}
}
