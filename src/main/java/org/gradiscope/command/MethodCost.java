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

package org.gradiscope.command;

import org.gradiscope.attribution.AttributionMethod;
import org.gradiscope.objective.Expression;
import org.gradiscope.tensor.Pixels;

/** How long a method takes, from how often it runs the network and how long that takes here. */
final class MethodCost {

	/** A minute, in seconds. */
	static final double LONG = 60;

	private final OpenNetwork network;
	private final Pixels image;
	private final int maps;
	private final double run;

	/**
	 * Runs the network twice: the first time it takes longer.
	 *
	 * @param image one as the network sees it
	 * @param maps how many are made, of slices and targets
	 */
	MethodCost(final OpenNetwork network, final Pixels image, final int maps) {
		this.network = network;
		this.image = image;
		this.maps = maps;
		network.activation(image, Expression.LOGITS);
		final long start = System.nanoTime();
		network.activation(image, Expression.LOGITS);
		run = (System.nanoTime() - start) / 1e9;
	}

	Pixels image() {
		return image;
	}

	/** An estimate, for all maps. */
	double seconds(final AttributionMethod method) {
		return maps * run * method.forwardPasses(network.descriptor(), image);
	}
}
