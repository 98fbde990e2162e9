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

package org.gradiscope.visualization.fooling;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.IntStream;

import org.gradiscope.engine.Network;
import org.gradiscope.engine.Progress;
import org.gradiscope.testing.Micropatterns;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The embedded network is fooled. */
class MicropatternsFoolingTest {

	private static final Network NETWORK = Micropatterns.network();

	private static FoolingOptions options(final FoolingOptions.FoolingMethod method) {
		return FoolingOptions.of(method, NETWORK.descriptor().preprocessing().size()).withSize(64);
	}

	@Tag("long")
	@Test
	void everyClassIsFooledFromNoiseAndFromGrey() {
		final List<Integer> all = IntStream.range(0, 12).boxed().toList();
		for (final FoolingOptions.StartImage start : List.of(FoolingOptions.StartImage.NOISE,
			FoolingOptions.StartImage.GREY))
			for (final FoolingImages.FoolingResult picture : FoolingImages.images(NETWORK, all,
				options(FoolingOptions.FoolingMethod.GRADIENT).withStart(start), Progress.NONE))
				assertTrue(picture.confidence() > 0.99,
					start + ": " + picture.label() + " " + picture.confidence());
	}

	/** The one that regular patterns reach first. */
	@Test
	void evolutionFoolsHazeWithPatternsAndTheSameOnesAgain() {
		final FoolingOptions options =
			options(FoolingOptions.FoolingMethod.EVOLUTION).withConfidence(0.95);
		final FoolingImages.FoolingResult one =
			FoolingImages.images(NETWORK, List.of(1), options, Progress.NONE).get(0);
		final FoolingImages.FoolingResult two =
			FoolingImages.images(NETWORK, List.of(1), options, Progress.NONE).get(0);
		assertTrue(one.confidence() > 0.95, one.label() + " " + one.confidence());
		assertArrayEquals(one.picture().values().data(), two.picture().values().data());
		assertEquals(one.evaluations(), two.evaluations());
	}
}
