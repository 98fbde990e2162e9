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

package org.gradiscope.engine.tf.graph;

import java.util.regex.Pattern;

import org.tensorflow.proto.NodeDef;

/**
 * Where an input comes from, which graphs write as {@code a}, {@code a:1}, or {@code ^a} for a
 * control edge.
 *
 * @param index of the output; -1 for a control edge
 */
public record Edge(String node, int index) {

	private static final int CONTROL = -1;
	private static final Pattern PORT = Pattern.compile("\\d{1,6}");

	/** @throws org.gradiscope.engine.EngineException if what follows the colon is no number */
	public static Edge of(final String text) {
		if (isControl(text)) return new Edge(text.substring(1), CONTROL);
		final int colon = text.lastIndexOf(':');
		return new Edge(operation(text), colon < 0 ? 0 : index(text.substring(colon + 1)));
	}

	/** @throws org.gradiscope.engine.EngineException if the text is not the number of an output */
	public static int index(final String text) {
		try {
			final int index = Integer.parseInt(text);
			if (index >= 0) return index;
		}
		catch (final NumberFormatException e) {
			// Refused like a negative one.
		}
		throw GraphErrors
			.damaged("The graph has '" + text + "' where the number of an output or a size should be");
	}

	/** The edge of a node's input, control edges included. */
	public static Edge input(final NodeDef node, final int index) {
		if (index >= node.getInputCount())
			throw GraphErrors.damaged("The node '" + node.getName() + "', a " + node.getOp() + ", has " +
				node.getInputCount() + " inputs, but needs " + (index + 1));
		return of(node.getInput(index));
	}

	/** The operation that an edge comes from, whatever follows the colon. */
	public static String operation(final String edge) {
		final String name = isControl(edge) ? edge.substring(1) : edge;
		final int colon = name.lastIndexOf(':');
		return colon < 0 ? name : name.substring(0, colon);
	}

	/** Which of the operation's outputs an edge is: 0 where it states none, or no number. */
	public static int port(final String edge) {
		final String port = edge.substring(edge.lastIndexOf(':') + 1);
		return edge.indexOf(':') >= 0 && PORT.matcher(port).matches() ? Integer.parseInt(port) : 0;
	}

	/** Whether nothing flows along an edge. */
	public static boolean isControl(final String edge) {
		return edge.startsWith("^");
	}

	public boolean isControl() {
		return index == CONTROL;
	}

	@Override
	public String toString() {
		if (isControl()) return "^" + node;
		return index == 0 ? node : node + ":" + index;
	}
}
