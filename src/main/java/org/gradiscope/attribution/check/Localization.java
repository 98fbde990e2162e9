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

import org.gradiscope.attribution.Attribution;
import org.gradiscope.tensor.Shape;
import org.gradiscope.tensor.Tensor;

/**
 * Whether what a map marks lies where it is expected.
 *
 * @param hit whether its strongest pixel does (the pointing game: Zhang et al. 2018, "Top-Down Neural Attention by
 *          Excitation Backprop"; without the paper's tolerance of 15 pixels)
 * @param energy the part of the map that does, of positive values, or of magnitudes where signs say something else (Wang et
 *          al. 2020, "Score-CAM"); not a number where the map has none
 * @param area the part of the image that is expected, which the energy of a map that knows nothing has too
 */
public record Localization(boolean hit, double energy, double area) {

	/**
	 * @param map {@code [1, h, w, c]}
	 * @param expected 1 where the evidence should lie and 0 else, {@code [1, h, w, 1]}
	 * @throws IllegalArgumentException if it is of another size
	 */
	public static Localization of(final Tensor map, final Attribution.Meaning meaning,
		final Tensor expected) {
		final Shape shape = map.shape().with(3, 1);
		if (!expected.shape().equals(shape))
			throw new IllegalArgumentException("Where evidence is expected has to be of the map's size " +
				shape + ", but " + expected.shape() + " was given.");
		final double[] sums = meaning == Attribution.Meaning.SENSITIVITY
			? PixelRanking.ChannelReduction.magnitudes(map) : PixelRanking.ChannelReduction.sums(map);
		int strongest = 0;
		double inside = 0;
		double all = 0;
		double area = 0;
		for (int p = 0; p < sums.length; p++) {
			if (sums[p] > sums[strongest]) strongest = p;
			all += Math.max(0, sums[p]);
			inside += expected.data()[p] * Math.max(0, sums[p]);
			area += expected.data()[p];
		}
		return new Localization(expected.data()[strongest] > 0, all > 0 ? inside / all : Double.NaN,
			area / sums.length);
	}

	/** What it says, in a sentence. */
	public String advice() {
		return " Of the map " + Findings.number(energy) + " lies where it is expected, which is " +
			Findings.number(area) + " of the image; its strongest pixel " + (hit ? "does" : "does not") +
			".";
	}
}
