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

import org.gradiscope.metric.Correlation;
import org.gradiscope.metric.StructuralSimilarity;
import org.gradiscope.tensor.Tensor;

/**
 * How alike two maps are, as Adebayo et al. 2018 measure it.
 *
 * @param spearman of the magnitudes, summed over channels
 * @param spearmanSigned of the values, summed over channels
 * @param ssim of the magnitudes, summed over channels and each brought to 0..1
 */
public record Similarity(double spearman, double spearmanSigned, double ssim) {

	/** @throws IllegalArgumentException if the maps are not of one shape */
	public static Similarity of(final Tensor a, final Tensor b) {
		final double[] magnitudesA = ChannelReduction.magnitudes(a);
		final double[] magnitudesB = ChannelReduction.magnitudes(b);
		return new Similarity(Correlation.spearman(magnitudesA, magnitudesB),
			Correlation.spearman(ChannelReduction.sums(a), ChannelReduction.sums(b)),
			StructuralSimilarity.of(ChannelReduction.normalized(magnitudesA, a.shape()),
				ChannelReduction.normalized(magnitudesB, b.shape()), 1));
	}
}
