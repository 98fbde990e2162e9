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

package org.gradiscope.visualization;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import org.gradiscope.engine.Network;
import org.gradiscope.objective.Objective;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Tensor;
import org.gradiscope.transform.Resize;

/** A size that is dreamt at, in pixels. */
public record Octave(int height, int width) {

	/**
	 * The sizes that an image will be dreamt at, the smallest first; those that the network cannot take
	 * are left out.
	 *
	 * @param objective whose layers have to be there at that size
	 */
	static List<Octave> of(final Network network, final Pixels image, final Objective objective,
		final DeepDreamOptions options) {
		final Set<String> layers = objective.expression().layers();
		final List<Octave> octaves = new ArrayList<>();
		for (int i = options.octaves() - 1; i >= 0; i--) {
			final double factor = Math.pow(options.octaveScale(), -i);
			// Rows of a time series are features, which are no neighbours.
			final Octave octave =
				new Octave(network.descriptor().preprocessing().size().series() ? image.height()
					: (int) Math.round(image.height() * factor), (int) Math.round(image.width() * factor));
			// The image's own size is there whatever the network says: then it says why not.
			if (i == 0 || octave.isTaken(network, layers)) octaves.add(octave);
		}
		return octaves;
	}

	private boolean isTaken(final Network network, final Set<String> layers) {
		final int least = network.descriptor().preprocessing().size().series() ? 1 : 2;
		return height >= least && width >= 2 && network.takes(height, width, layers);
	}

	/** An image of any size at this one. */
	Tensor of(final Tensor image) {
		return Resize.to(image, height, width);
	}

	/** Width by height. */
	@Override
	public String toString() {
		return width + "x" + height;
	}
}
