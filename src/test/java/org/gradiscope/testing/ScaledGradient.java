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
package org.gradiscope.testing;

import org.gradiscope.attribution.Attribution;
import org.gradiscope.attribution.AttributionEntry;
import org.gradiscope.attribution.AttributionMethod;
import org.gradiscope.attribution.GradientMethod;
import org.gradiscope.engine.Network;
import org.gradiscope.engine.Progress;
import org.gradiscope.objective.Objective;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Tensor;

/** A saliency method that only tests have: the gradient times a factor, which is the key {@code steps}. */
public record ScaledGradient(int factor, Attribution.Meaning meaning) implements AttributionMethod {

	/** A gradient has signs for brighter and darker. */
	public static final AttributionEntry ENTRY =
		entry("scaled-gradient", Attribution.Meaning.SENSITIVITY);

	/** The same numbers, which claim to be something else. */
	public static final AttributionEntry SHARES =
		entry("scaled-shares", Attribution.Meaning.CONTRIBUTION);

	private static AttributionEntry entry(final String name, final Attribution.Meaning meaning) {
		return AttributionEntry.of(name, "Nobody 2026",
			(keys, subject) -> new ScaledGradient(keys.integer("steps"), meaning), "steps");
	}

	@Override
	public Attribution attribute(final Network network, final Pixels image, final Objective objective,
		final Progress progress) {
		final Tensor map =
			GradientMethod.GRADIENT.attribute(network, image, objective, progress).map().copy();
		for (int i = 0; i < map.size(); i++)
			map.data()[i] *= factor;
		return Attribution.of(map);
	}

	@Override
	public String toString() {
		return "scaled-gradient[factor=" + factor + "]";
	}
}
