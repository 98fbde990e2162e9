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
import org.gradiscope.attribution.Baseline;
import org.gradiscope.engine.Network;
import org.gradiscope.engine.Progress;
import org.gradiscope.metric.Correlation;
import org.gradiscope.objective.Objective;
import org.gradiscope.options.OptionRecords;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Tensor;

/**
 * How well the sums of a map over random subsets of n pixels go along with what becomes of the
 * objective when these are removed: Pearson's correlation of the two over many subsets (Ancona et al.
 * 2018, "Towards Better Understanding of Gradient-Based Attribution Methods for Deep Neural
 * Networks"). It is 1 where a map foretells each of them, up to a factor. A map of slopes foretells by
 * slope times change.
 *
 * @param fraction n over the number of pixels, over 0 and at most 1; n is at least 1
 * @param subsets how many, at least 2
 * @param baseline what removed pixels become
 * @param seed of the subsets
 */
public record SensitivityN(double fraction, int subsets, Baseline baseline, long seed) {

	/** @throws IllegalArgumentException if there are too few subsets, or the fraction is none */
	public SensitivityN {
		OptionRecords.require("Sensitivity-n needs", subsets >= 2, "samples of at least 2", subsets);
		new InputPerturbation.RandomPixels(fraction, baseline);
	}

	/**
	 * Of a map of an image, from -1 to 1.
	 *
	 * @throws IllegalArgumentException if there are several images
	 */
	public double of(final Tensor map, final Attribution.Meaning meaning, final Network network,
		final Pixels image, final Objective objective, final Progress progress) {
		final Infidelity.ScoreDrops drops = Infidelity.ScoreDrops.of(
			new Infidelity.ScoreDrops.CheckedMap(network, image, objective, map, meaning),
			new InputPerturbation.RandomPixels(fraction, baseline), subsets, seed, progress);
		return Correlation.pearson(drops.predicted(), drops.actual());
	}
}
