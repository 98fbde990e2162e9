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

package org.gradiscope.attack.patch;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.gradiscope.attack.bound.PixelFormat;
import org.gradiscope.attack.target.Criterion;
import org.gradiscope.engine.Network;
import org.gradiscope.engine.Prediction;
import org.gradiscope.engine.Progress;
import org.gradiscope.pattern.Pattern;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Shape;
import org.gradiscope.tensor.Tensor;
import org.gradiscope.tensor.ValueRange;
import org.gradiscope.testing.Micropatterns;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What {@code docs/patches.md} says of the embedded network, on fresh drawings. */
class EmbeddedNetworkPatchTest {

	private static final int SIDE = 64;
	/** A tenth of the area. */
	private static final int PATCH = 20;

	private final Network network = Micropatterns.network();
	private final List<PatchExample> examples = new ArrayList<>();
	/** One of the target. */
	private Pixels photograph;

	private void draw(final int target, final int each) {
		for (int n = 0; n < each; n++)
			for (final Pattern pattern : Pattern.values()) {
				final Pixels drawn =
					Micropatterns.draw(pattern, SIDE, 700_000 + n * 20 + pattern.ordinal());
				final int best = Prediction.of(network, drawn).get(0).best();
				if (best == target) photograph = drawn;
				else examples
					.add(PatchExample.of(drawn, new Criterion.Targeted(target, best), PixelFormat.UINT8));
			}
	}

	private List<PatchExample> only(final int[] indices) {
		return Arrays.stream(indices).mapToObj(examples::get).toList();
	}

	@Tag("long")
	@Test
	void aTenthOfTheAreaImpersonatesOnDrawingsThatItHasNotSeen() {
		draw(network.descriptor().labels().index("bacteria"), 12);
		final Holdout split = Holdout.of(examples.size(), 0.25, 1);
		final Tensor alpha = Tensor.zeros(Shape.of(1, PATCH, PATCH, 1));
		Arrays.fill(alpha.data(), 1);
		final PatchOptions options = PatchOptions
			.of(Placements.fixed(new Placements.Centre(SIDE / 2.0 - 0.5, SIDE / 2.0 - 0.5)), 1)
			.withSteps(400).withVariation(0);
		final PatchStudy.Findings found =
			new PatchStudy(options, only(split.training()), only(split.held()), photograph).run(network,
				Patch.grey(alpha, 3, ValueRange.EIGHT_BIT), outcome -> {}, Progress.NONE);
		final PatchStudy.Figures patch = found.figures().get(0);
		final PatchStudy.Figures noise = found.figures().get(1);
		final PatchStudy.Figures tile = found.figures().get(2);
		assertTrue(patch.held().value() >= 0.8, patch.held().toString());
		assertTrue(patch.training().value() >= 0.8, patch.training().toString());
		assertTrue(noise.held().high() < patch.held().low(), noise.held().toString());
		assertTrue(tile.held().high() < patch.held().low(), tile.held().toString());
	}
}
