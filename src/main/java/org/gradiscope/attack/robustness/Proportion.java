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

package org.gradiscope.attack.robustness;

/**
 * How often something happened, and between what its probability then is.
 *
 * @param count how often it happened
 * @param total how often it could have
 */
public record Proportion(int count, int total) {

	/** The 97.5 % quantile of the normal distribution: two-sided, 95 %. */
	private static final double Z = 1.959963984540054;

	/** @throws IllegalArgumentException unless 0 &le; count &le; total */
	public Proportion {
		if (count < 0 || count > total)
			throw new IllegalArgumentException("A proportion needs a count from 0 to the total, but " +
				count + " of " + total + " was given.");
	}

	/** From 0 to 1; not a number of none. */
	public double value() {
		return (double) count / total;
	}

	/** The lower end of Wilson's interval of 95 %; 0 where it never happened. */
	public double low() {
		return count == 0 ? 0 : centre() - half();
	}

	/** The upper end; 1 where it always happened, and of none. */
	public double high() {
		return count == total ? 1 : centre() + half();
	}

	/** {@code (p + z^2 / 2n) / (1 + z^2 / n)} (Wilson 1927). */
	private double centre() {
		return (value() + Z * Z / (2 * total)) / (1 + Z * Z / total);
	}

	/** {@code z sqrt(p (1 - p) / n + z^2 / 4n^2) / (1 + z^2 / n)}. */
	private double half() {
		final double p = value();
		return Z * Math.sqrt(p * (1 - p) / total + Z * Z / (4.0 * total * total)) / (1 + Z * Z / total);
	}
}
