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

package org.gradiscope.engine.tf.unroll;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import org.gradiscope.engine.tf.graph.GraphErrors;
import org.gradiscope.engine.tf.inspect.KnownNumbers;
import org.tensorflow.proto.NodeDef;

/** The nodes of a graph that is written, and the numbers that follow from its sizes. */
final class GraphWriter {

	/** Of one graph; TensorFlow's own memory for nodes and their gradients grows with them. */
	static final int MOST_NODES = 200_000;
	/** Of one loop. */
	static final int MOST_PASSES = 16_384;

	private final List<NodeDef> nodes = new ArrayList<>();
	private final Set<String> names = new HashSet<>();
	private final KnownNumbers numbers = new KnownNumbers(MOST_PASSES);

	KnownNumbers numbers() {
		return numbers;
	}

	/** What to call the copy of a node. */
	String name(final String node, final Pass pass) {
		return pass.isOutermost() ? node : unique(pass.name(node));
	}

	boolean isFull() {
		return nodes.size() >= MOST_NODES;
	}

	/** The name itself, or with a number. */
	String unique(final String name) {
		String unique = name;
		for (int i = 1; !names.add(unique); i++)
			unique = name + "_" + i;
		return unique;
	}

	/** A node, or the constant that it is. */
	void add(final NodeDef node) {
		if (isFull()) throw GraphErrors.of("Written out, the loops of the network are " + "more than " +
			MOST_NODES + " operations; give a shorter series, or a smaller network.");
		nodes.add(numbers.learn(node));
	}

	List<NodeDef> nodes() {
		return nodes;
	}
}
