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

package org.gradiscope.engine.tf.freeze;

import java.util.List;

import org.gradiscope.engine.tf.graph.GraphErrors;

/** How large a graph may be, so that no file makes the memory or the patience run out. */
final class GraphLimits {

	/** Largest file: protobuf counts bytes in 31 bits. */
	static final long FILE_BYTES = Integer.MAX_VALUE;

	/** Most nodes, after functions were put in place of their calls. */
	static final int NODES = 200_000;

	/**
	 * Most messages, texts and single values in a file: those of 200,000 nodes and more, and less than
	 * 1 GB in memory.
	 */
	static final long PARTS = 4_000_000;

	/** Most numbers that a file writes one by one, each of which is up to 8 bytes in memory. */
	static final long NUMBERS = 1L << 25;

	/** Most messages in one another; protobuf reads no more. */
	static final int MESSAGES = 100;

	/** Most characters of a node's name. */
	static final int NAME = 1024;

	/** Most bytes of the names, edges and attributes that inlining makes. */
	static final long INLINED_BYTES = 1L << 27;

	/** Most outputs of a node, and inputs of one that takes any number. */
	static final int ENDS = 65_536;

	/** Most outputs and such inputs of all nodes. */
	static final long ALL_ENDS = 1L << 20;

	/** Most calls within calls. */
	static final int DEPTH = 48;

	/** Most numbers in one tensor: as many floats as a file can hold. */
	static final long ELEMENTS = 1L << 29;

	/** Most bytes in all constants together, with those of which the file gives one number for all. */
	static final long CONSTANT_BYTES = 1L << 31;

	private GraphLimits() {}

	static void checkFile(final String name, final long bytes) {
		if (bytes > FILE_BYTES) throw GraphErrors.of("The file " + name + " has " + bytes +
			" bytes, but no graph can have more than " + FILE_BYTES + "; give a smaller network.");
	}

	static void checkNodes(final long count) {
		if (count > NODES)
			throw GraphErrors.of("The graph has " + count + " nodes or more, but at most " + NODES +
				" are taken; export the network for inference, without its training.");
	}

	static void checkParts(final long parts, final long numbers) {
		if (parts > PARTS || numbers > NUMBERS) throw GraphErrors.of("The graph has more than " +
			PARTS + " parts (nodes, functions, attributes and what they hold) or " + NUMBERS +
			" single numbers; export the network for inference, without its training.");
	}

	static void checkName(final String name) {
		if (name.length() > NAME) throw GraphErrors.damaged("The node '" + name.substring(0, 40) +
			"...' has a name of " + name.length() + " characters, but at most " + NAME + " are taken");
	}

	static void checkInlined(final long bytes) {
		if (bytes > INLINED_BYTES)
			throw GraphErrors.of("The functions of the graph are called so often " +
				"that names, edges and attributes take more than " + INLINED_BYTES +
				" bytes; export the network for inference, without its training.");
	}

	static void checkConstants(final long bytes) {
		if (bytes > CONSTANT_BYTES) throw GraphErrors.of("The constants of the graph take " + bytes +
			" bytes or more, but at most " + CONSTANT_BYTES + " are taken; give a smaller network.");
	}

	/**
	 * @param name of the tensor, for the message
	 * @return the number of elements
	 */
	static long elements(final String name, final List<Long> shape) {
		long elements = 1;
		for (final long size : shape) {
			if (size < 0) throw GraphErrors.of("The tensor '" + name + "' has the shape " + shape +
				", but a tensor of weights has a fixed one; export the network again.");
			elements = size == 0 ? 0 : elements > ELEMENTS / size ? ELEMENTS + 1 : elements * size;
			if (elements > ELEMENTS) throw GraphErrors.of("The tensor '" + name + "' has the shape " +
				shape + ", but at most " + ELEMENTS + " numbers fit in a graph; give a smaller network.");
		}
		return elements;
	}
}
