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

package org.gradiscope.model;

import java.util.List;

/**
 * A step from the grey levels of an image to the numbers that a network takes, as the descriptions of
 * the BioImage Model Zoo have them (github.com/bioimage-io/spec-bioimage-io, formats 0.4 and 0.5).
 * <p>
 * Values for channels are one for all, or one for each in the network's order. Statistics are those of what
 * the steps before give, over the axes that are named, of y, x and c, and each for itself along the others.
 * The gradient goes through means and deviations, as it must; percentiles, which hang by one or two pixels,
 * count as constants in it. It is 0 through {@link Binarize}, and passes {@link EnsureType} as if nothing
 * was rounded.
 * </p>
 */
public sealed interface PreprocessingStep {

	/** {@code v gain + offset}. */
	record ScaleLinear(List<Double> gain, List<Double> offset) implements PreprocessingStep {

		@Override
		public List<List<Double>> byChannel() {
			return List.of(gain, offset);
		}
	}

	/** {@code (v - mean) / (deviation + epsilon)}, with numbers of the training images. */
	record FixedZeroMeanUnitVariance(List<Double> mean, List<Double> deviation, double epsilon)
		implements PreprocessingStep {

		@Override
		public List<List<Double>> byChannel() {
			return List.of(mean, deviation);
		}
	}

	/** {@code (v - mean) / (deviation + epsilon)}, with the image's own. */
	record ZeroMeanUnitVariance(String over, double epsilon) implements PreprocessingStep {}

	/**
	 * {@code (v - v_low) / (v_high - v_low + epsilon)} by percentiles from 0 to 100, interpolated linearly
	 * between the two nearest values.
	 */
	record ScaleRange(double low, double high, double epsilon, String over)
		implements PreprocessingStep {

		/** @throws IllegalArgumentException if the percentiles are not {@code 0 <= low < high <= 100} */
		public ScaleRange {
			checkPercentiles(low, high);
		}
	}

	/** What is under the least or over the most becomes that; infinite for no end. */
	record Clip(double least, double most) implements PreprocessingStep {

		/** @throws IllegalArgumentException if the least is not under the most */
		public Clip {
			if (!(least < most)) throw new IllegalArgumentException(
				"A clip needs a min under its max, but " + least + " and " + most + " were given.");
		}
	}

	/** The same by percentiles from 0 to 100: the smallest value that so many are not over. */
	record ClipPercentiles(double low, double high, String over) implements PreprocessingStep {

		/** @throws IllegalArgumentException if the percentiles are not {@code 0 <= low < high <= 100} */
		public ClipPercentiles {
			checkPercentiles(low, high);
		}
	}

	/** 1 where a value is over the threshold, else 0. */
	record Binarize(List<Double> threshold) implements PreprocessingStep {

		@Override
		public List<List<Double>> byChannel() {
			return List.of(threshold);
		}
	}

	/** {@code 1 / (1 + e^-v)}. */
	record Sigmoid() implements PreprocessingStep {}

	/** {@code e^v_c / sum_k e^v_k} over the channels. */
	record Softmax() implements PreprocessingStep {}

	/**
	 * The nearest number towards 0 that a type has, such as uint8; what is beyond its ends becomes the end.
	 */
	record EnsureType(String type) implements PreprocessingStep {}

	/** The values that may differ between channels. */
	default List<List<Double>> byChannel() {
		return List.of();
	}

	private static void checkPercentiles(final double low, final double high) {
		if (!(low >= 0 && low < high && high <= 100)) throw new IllegalArgumentException(
			"Percentiles are 0 <= low < high <= 100, but " + low + " and " + high + " were given.");
	}
}
