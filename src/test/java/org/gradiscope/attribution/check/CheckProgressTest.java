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

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;

import org.gradiscope.attribution.Baseline;
import org.gradiscope.attribution.Rise;
import org.gradiscope.engine.Network;
import org.gradiscope.engine.Progress;
import org.gradiscope.objective.Score;
import org.gradiscope.pattern.Pattern;
import org.gradiscope.testing.Micropatterns;
import org.junit.jupiter.api.Test;

/** Of a slow method each map of the cascade is as long as the first, and is seen to grow. */
class CheckProgressTest {

	@Test
	void theWholeGrowsWithEachMap() {
		final List<Double> done = new ArrayList<>();
		final List<String> texts = new ArrayList<>();
		final Progress progress = new Progress() {

			@Override
			public void report(final int steps, final int total, final String text) {
				done.add((double) steps / total);
				texts.add(text);
			}

			@Override
			public boolean isCanceled() {
				return false;
			}
		};
		final Network network = Micropatterns.network();
		new SaliencyCheck(3, 2, Baseline.Standard.BLACK, 1, 2, 1).of(new Rise(400, 4, 0.5, 1), network,
			Micropatterns.draw(Pattern.NUCLEI, 48, 1), Score.LOGIT, 2, progress);
		for (int i = 1; i < done.size(); i++)
			assertTrue(done.get(i) >= done.get(i - 1), texts.get(i) + " at " + done.get(i));
		assertEquals(1, done.get(done.size() - 1));
		// The map, three of the cascade, and eight parts more.
		assertEquals(1.0 / 12, done.get(texts.indexOf("mask 400 of 400")), 1e-5);
		final int first = texts.indexOf("weights down to conv7, mask 400 of 400");
		assertEquals(2.0 / 12, done.get(first), 1e-3, texts.toString());
		assertTrue(texts.stream().filter(t -> t.startsWith("weights down to conv1, mask ")).count() > 1,
			texts.toString());
	}
}
