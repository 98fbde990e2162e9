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

import java.util.List;
import java.util.stream.IntStream;

import org.gradiscope.engine.tf.graph.GraphTopology;
import org.tensorflow.proto.GraphDef;

/**
 * How far a network goes down: where it comes up again and joins what it had on the way, it takes
 * sides of certain lengths only, and these lie so many pixels apart.
 */
public final class LargestStride {

	private LargestStride() {}

	/**
	 * The most pixels that lie between two positions of any operation. No native code runs.
	 *
	 * @param graph what is to be run, and nothing else
	 * @param input the operation that takes the images
	 * @param shape of the images, in the order of the input's axes
	 */
	public static int of(final GraphDef graph, final String input, final List<Long> shape) {
		final GraphTopology topology = GraphTopology.of(graph);
		final SymbolicShapes forms = SymbolicShapes.of(topology, input,
			SymbolicShape.of(shape.stream().map(SymbolicDimension::of).toList()));
		final boolean[] depends = topology.dependents(topology.number(input), node -> true);
		final ReceptiveFields fields =
			ReceptiveFields.of(topology, topology.number(input), forms, depends);
		return IntStream.range(0, depends.length).filter(i -> depends[i]).map(fields::stride).max()
			.orElse(1);
	}
}
