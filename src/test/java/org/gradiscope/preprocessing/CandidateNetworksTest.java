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

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.List;
import java.util.Random;

import org.gradiscope.engine.Network;
import org.gradiscope.model.Channels;
import org.gradiscope.model.ImageFit;
import org.gradiscope.model.InputSize;
import org.gradiscope.model.Preprocessing;
import org.gradiscope.objective.Expression;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Shape;
import org.gradiscope.tensor.Tensor;
import org.gradiscope.tensor.ValueRange;
import org.gradiscope.testing.NormalizedNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a shared network answers to scaled pixels is what each one's own answers to the pixels. */
class CandidateNetworksTest {

	@ParameterizedTest
	@CsvSource({ "3, 16, 16, RESIZE", "3, 21, 30, RESIZE", "1, 16, 16, RESIZE", "1, 40, 12, RESIZE",
		"3, 21, 30, CENTER_CROP" })
	void sharedOnesAnswerAsTheirOwn(final int channels, final int height, final int width,
		final ImageFit fit) {
		final Preprocessing own =
			Preprocessing.of(Channels.RGB, ValueRange.UNIT, InputSize.fixed(16, 16)).withFit(fit);
		final Random random = new Random(5);
		final float[] values = new float[height * width * channels];
		for (int i = 0; i < values.length; i++)
			values[i] = 300 + 4000 * random.nextFloat() * (1 + i % channels);
		final List<Pixels> images =
			List.of(new Pixels(Tensor.of(Shape.of(1, height, width, channels), values),
				new ValueRange(200, 16000)));
		try (Network network = NormalizedNetwork.forgetful(own);
			CandidateNetworks prepared = new CandidateNetworks(network)) {
			for (final PreprocessingCandidate candidate : PreprocessingCandidate.of(own))
				try (Network alone = network.weights().preparedBy(candidate.preprocessing())) {
					final float[] expected = alone.activation(images.get(0), Expression.LOGITS).data();
					final float[] found = prepared.of(candidate, images)
						.activation(CandidateNetworks.images(candidate, images).get(0), Expression.LOGITS)
						.data();
					double largest = 0;
					for (final float value : expected)
						largest = Math.max(largest, Math.abs(value));
					assertArrayEquals(expected, found, (float) (1e-5 * largest), candidate.name());
				}
		}
	}

	@Test
	void allScalingsShareOne() {
		final Preprocessing own =
			Preprocessing.of(Channels.RGB, ValueRange.UNIT, InputSize.fixed(16, 16));
		final List<Pixels> images =
			List.of(new Pixels(Tensor.of(Shape.of(1, 16, 16, 3), new float[768]), ValueRange.UNIT));
		try (Network network = NormalizedNetwork.forgetful(own);
			CandidateNetworks prepared = new CandidateNetworks(network)) {
			final List<PreprocessingCandidate> all = PreprocessingCandidate.of(own);
			assertEquals(3,
				all.stream().map(candidate -> prepared.of(candidate, images)).distinct().count(),
				"and those standardized, in two orders");
			assertSame(prepared.of(all.get(0), images), prepared.of(all.get(2), images));
		}
	}
}
