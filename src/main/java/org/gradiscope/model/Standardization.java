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

/**
 * A scaling that depends on the image itself, done before the mean is subtracted. The statistics are
 * taken over one image with all its channels. The gradient goes through mean and variance too, as it
 * must; percentiles, which hang by one or two pixels, count as constants in it.
 *
 * @param kind what is computed
 * @param low the lower percentile, 0 to 100
 * @param high the upper percentile
 * @param epsilon added to the divisor
 */
public record Standardization(Kind kind, double low, double high, double epsilon) {

	/** What is computed. */
	public enum Kind {
		/** Nothing. */
		NONE,
		/** {@code (v - mean) / (deviation + epsilon)}. */
		ZERO_MEAN_UNIT_VARIANCE,
		/** {@code (v - p_low) / (p_high - p_low + epsilon)}, p being percentiles. */
		PERCENTILES
	}

	/** No scaling. */
	public static final Standardization NONE = new Standardization(Kind.NONE, 0, 100, 0);

	/** @throws IllegalArgumentException if the percentiles are not {@code 0 <= low < high <= 100} */
	public Standardization {
		if (!(low >= 0 && low < high && high <= 100)) throw new IllegalArgumentException(
			"Percentiles are 0 <= low < high <= 100, but " + low + " and " + high + " were given.");
		if (!(epsilon >= 0)) throw new IllegalArgumentException(
			"The epsilon of a standardization is at least 0, but " + epsilon + " was given.");
	}

	/** Mean 0 and variance 1. */
	public static Standardization zeroMeanUnitVariance(final double epsilon) {
		return new Standardization(Kind.ZERO_MEAN_UNIT_VARIANCE, 0, 100, epsilon);
	}

	/** Two percentiles become 0 and 1. */
	public static Standardization percentiles(final double low, final double high,
		final double epsilon) {
		return new Standardization(Kind.PERCENTILES, low, high, epsilon);
	}

	/** For people; empty where there is none. */
	@Override
	public String toString() {
		switch (kind) {
			case ZERO_MEAN_UNIT_VARIANCE:
				return "each image to mean 0 and variance 1";
			case PERCENTILES:
				return "each image's percentiles " + low + " and " + high + " to 0 and 1";
			default:
				return "";
		}
	}
}
