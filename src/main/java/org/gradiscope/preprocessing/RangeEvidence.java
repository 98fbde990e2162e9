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

package org.gradiscope.preprocessing;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

import org.gradiscope.engine.Network;
import org.gradiscope.engine.NormalizedLayer;
import org.gradiscope.engine.Progress;
import org.gradiscope.model.Channels;
import org.gradiscope.preprocessing.PreprocessingCheck.Fit;
import org.gradiscope.tensor.Pixels;

/** Whether one image speaks for another value range than a network's, by what its first batch normalizations remember. */
public final class RangeEvidence {

	/** That of several, so that it takes little time. */
	private static final int LAYERS = 4;

	/** One image is not like all of a training: what fits only a little better is none. */
	private static final double PLAIN = 2;
	private static final double LEAST = 0.1;

	private RangeEvidence() {}

	/** What fits better, for example {@code tf (rgb -1..1) fits ... 3.4 times better}; empty if nothing does so by far. */
	public static Optional<String> of(final Network network, final Pixels image) {
		final List<NormalizedLayer> layers = network.weights().normalizedLayers();
		if (layers.isEmpty() || isFlat(image) || image.isVolume() ||
			network.descriptor().preprocessing().size().series()) return Optional.empty();
		final Channels own = network.descriptor().preprocessing().channels();
		final PreprocessingCheck check = PreprocessingCheck.byMoments(network,
			PreprocessingCandidate.of(network.descriptor().preprocessing()).stream()
				.filter(
					candidate -> candidate.preprocessing().channels().equals(own) && !candidate.isRare())
				.toList(),
			layers.subList(0, Math.min(LAYERS, layers.size())),
			List.of(CentralPart.of(image, network.descriptor().preprocessing().size())), Progress.NONE);
		final Fit best = check.best();
		final Fit now = check.now();
		final boolean plain =
			now.misfit() >= PLAIN * best.misfit() && now.misfit() >= best.misfit() + LEAST;
		if (!plain) return Optional.empty();
		return Optional.of(String.format(Locale.ROOT,
			"%s (%s) fits what its batch normalization remembers %.1f times better",
			best.candidate().name(), best.candidate().scaling(), check.timesBest(now)));
	}

	/** An image of one colour is like none of a training. */
	private static boolean isFlat(final Pixels image) {
		final float[] values = image.values().data();
		final int channels = image.channels();
		for (int i = channels; i < values.length; i++)
			if (values[i] != values[i - channels]) return false;
		return true;
	}
}
