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
package org.gradiscope.attribution;

import org.gradiscope.engine.Network;
import org.gradiscope.engine.Progress;
import org.gradiscope.model.ModelDescriptor;
import org.gradiscope.objective.Objective;
import org.gradiscope.tensor.Pixels;

/** Says for each pixel how much an objective owes to it. Its text is the recipe. */
public interface AttributionMethod {

	/** A gradient takes about so many times as long as a forward pass. */
	double GRADIENT_PASSES = 3;

	/** What the numbers of its maps are; checks of a map depend on it. */
	Attribution.Meaning meaning();

	/** About how long a map of the image takes, in forward passes; 10 of a gradient or a few. */
	default double forwardPasses(final ModelDescriptor network, final Pixels image) {
		return 10;
	}

	/**
	 * @param image one, {@code [1, h, w, c]}
	 * @throws IllegalArgumentException if there are several images, or the method's options do not fit
	 *           the image or the network
	 */
	Attribution attribute(Network network, Pixels image, Objective objective, Progress progress);

	/** The same, with nobody to watch or to cancel. */
	default Attribution attribute(final Network network, final Pixels image,
		final Objective objective) {
		return attribute(network, image, objective, Progress.NONE);
	}

	/** @throws IllegalArgumentException if these are several images */
	static void requireOne(final Pixels image) {
		if (image.count() != 1)
			throw new IllegalArgumentException("One image at a time was expected, but " + image.count() +
				" were given; Pixels.item picks one.");
	}
}
