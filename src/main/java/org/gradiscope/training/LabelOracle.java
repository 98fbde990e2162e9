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

package org.gradiscope.training;

import java.util.stream.IntStream;

import org.gradiscope.engine.Batches;
import org.gradiscope.engine.Network;
import org.gradiscope.engine.Prediction;
import org.gradiscope.tensor.Pixels;

/** A network that is asked for nothing but the class of images, and counts how often. */
public final class LabelOracle {

	private final Network network;
	private int queries;

	public LabelOracle(final Network network) {
		network.descriptor().requireClasses("An oracle");
		this.network = network;
	}

	/**
	 * Asks for the class of each image.
	 *
	 * @param images {@code [n, h, w, c]}
	 */
	public int[] classes(final Pixels images) {
		queries += images.count();
		final int together = Batches.size(images, images.count());
		return IntStream.iterate(0, from -> from < images.count(), from -> from + together)
			.mapToObj(from -> images.items(from, Math.min(from + together, images.count())))
			.flatMap(part -> Prediction.of(network, part).stream()).mapToInt(Prediction::best).toArray();
	}

	/** How many classes it has. */
	public int count() {
		return network.descriptor().labels().count();
	}

	/** How many images it was asked about. */
	public int queries() {
		return queries;
	}
}
