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

import java.util.HashSet;
import java.util.Set;

import org.gradiscope.engine.tf.graph.GraphTopology;
import org.gradiscope.model.Description;
import org.gradiscope.model.Fact;
import org.tensorflow.proto.GraphDef;

/**
 * Which operations can be computed from images of any size, whatever the network's own is: a
 * convolution can, a dense layer on a flattened picture can not. Any size is meant from some
 * smallest one up; a network that goes down and up again, and joins the two, may take multiples of
 * its stride only.
 */
public final class AnySizeOperations {

	private AnySizeOperations() {}

	/**
	 * By name, among those that depend on the image. What an unknown operation gives is taken for
	 * something that is fixed. No native code runs.
	 *
	 * @param ends says input, axes and channels
	 */
	public static Set<String> of(final GraphDef graph, final Description ends) {
		final GraphTopology topology = GraphTopology.of(graph);
		final String input = ends.get(Fact.INPUT).orElseThrow();
		final SymbolicShapes forms = SymbolicShapes.of(topology, input, ImageShapes.ofAnySize(ends));
		final boolean[] depends = topology.dependents(topology.number(input), node -> true);
		final Set<String> free = new HashSet<>();
		for (int i = 0; i < topology.size(); i++)
			if (depends[i] && !forms.get(i).isNone()) free.add(topology.node(i).getName());
		return free;
	}
}
