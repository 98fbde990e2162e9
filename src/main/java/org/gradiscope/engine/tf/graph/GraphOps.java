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

import org.tensorflow.ConcreteFunction;
import org.tensorflow.ExecutionEnvironment;
import org.tensorflow.Graph;
import org.tensorflow.Operation;
import org.tensorflow.OperationBuilder;
import org.tensorflow.op.Ops;
import org.tensorflow.op.Scope;

/**
 * Adds operations to a graph under names that are the same in every language: TensorFlow Java numbers
 * those of the same name in the digits of the default locale, which TensorFlow itself refuses.
 */
public final class GraphOps {

	private GraphOps() {}

	/** The operations of TensorFlow, added to a graph. */
	public static Ops of(final Graph graph) {
		return Ops.create(new Named(graph, new AsciiNameScope(graph)));
	}

	/** A graph whose operations get their names from a scope that is not its own. */
	private record Named(Graph graph, Scope baseScope) implements ExecutionEnvironment {

		@Override
		public OperationBuilder opBuilder(final String type, final String name, final Scope scope) {
			return graph.opBuilder(type, name, scope);
		}

		@Override
		public void attachFunction(final ConcreteFunction function) {
			graph.attachFunction(function);
		}

		@Override
		public void checkInput(final Operation input) {
			graph.checkInput(input);
		}

		@Override
		public Types environmentType() {
			return graph.environmentType();
		}

		@Override
		public boolean isInitializer(final Operation operation) {
			return graph.isInitializer(operation);
		}
	}
}
