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

package org.gradiscope.attribution.objects;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

import org.gradiscope.attribution.Attribution;
import org.gradiscope.attribution.AttributionMethod;
import org.gradiscope.coalition.PlayerShares;
import org.gradiscope.engine.Progress;
import org.gradiscope.tensor.Tensor;

/**
 * The sum of a map over the pixels and channels of each object: of signed values where the map is one of shares, of
 * magnitudes where it is one of sensitivities, since there the sign only says whether pixels should be brighter or darker.
 */
public record MapSums(AttributionMethod method) implements ObjectMethod {

	@Override
	public boolean isOfScore() {
		return method.meaning() == Attribution.Meaning.CONTRIBUTION;
	}

	@Override
	public PlayerShares of(final ObjectGame game, final Progress progress) {
		final Tensor map =
			method.attribute(game.network(), game.image(), game.objective(), progress).map();
		final double[] sums = of(map, method.meaning(), game.objects());
		final double[] errors = new double[sums.length];
		Arrays.fill(errors, Double.NaN);
		final double[] ends = game.values(List.of(new BitSet(), game.all()));
		return new PlayerShares(sums, errors, ends[0], ends[1], ends.length);
	}

	/**
	 * The sums over each object.
	 *
	 * @param map of the same picture, {@code [1, h, w, c]}
	 */
	public static double[] of(final Tensor map, final Attribution.Meaning meaning,
		final ObjectMap objects) {
		final boolean signed = meaning == Attribution.Meaning.CONTRIBUTION;
		final int channels = map.shape().dimension(3);
		final double[] sums = new double[objects.count()];
		for (int i = 0; i < map.size(); i++) {
			final int label = objects.labels()[i / channels];
			final double value = map.data()[i];
			if (label > 0) sums[label - 1] += signed ? value : Math.abs(value);
		}
		return sums;
	}
}
