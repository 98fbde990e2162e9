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
package org.gradiscope.engine.tf.inspect;

import java.util.ArrayList;
import java.util.List;

import org.gradiscope.engine.tf.graph.GraphTopology;
import org.gradiscope.model.Description;
import org.gradiscope.model.Fact;
import org.gradiscope.model.Preprocessing;

/** Shapes of one image's activations, channels last, whatever the order of the axes is. */
final class LayerShapes {

	private final ChannelLayout layout;
	private final int[] order;

	private LayerShapes(final ChannelLayout layout, final String axes) {
		this.layout = layout;
		order = Preprocessing.spatialOrder(axes);
	}

	/**
	 * @param path by number: the operations that depend on the image's pixels
	 * @param ends says the order of the input's axes
	 */
	static LayerShapes of(final GraphTopology topology, final int input, final boolean[] path,
		final Description ends) {
		final String axes = ends.get(Fact.AXES).orElse(Preprocessing.USUAL_AXES);
		return new LayerShapes(ChannelLayout.of(topology, input, path, ChannelLayout.isFirst(axes)),
			axes);
	}

	/**
	 * Height, width and channels, of volumes the depth before them, or only channels.
	 *
	 * @param axes of a batch
	 */
	List<Integer> of(final int number, final List<Long> axes) {
		final List<Long> own = new ArrayList<>(axes.subList(1, axes.size()));
		if (own.size() >= 3 && layout.isChannelsFirst(number)) own.add(own.remove(0));
		final List<Long> usual = new ArrayList<>(own);
		if (own.size() == order.length + 1) for (int i = 0; i < order.length; i++)
			usual.set(i, own.get(order[i]));
		return usual.stream().map(axis -> (int) Math.min(axis, Integer.MAX_VALUE)).toList();
	}
}
