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
package org.gradiscope.testing;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Set;
import java.util.function.Supplier;

import org.gradiscope.command.DefaultGradiscopeService;
import org.gradiscope.engine.Architecture;
import org.gradiscope.engine.Engine;
import org.gradiscope.engine.Network;
import org.gradiscope.engine.TrainableNetwork;
import org.gradiscope.engine.Weights;
import org.gradiscope.model.Model;

/** Lends users' networks; those in training fail at a question that a test chooses. */
public class FailingService extends DefaultGradiscopeService {

	/** No questions: they cost nothing. */
	private static final Set<String> KNOWN =
		Set.of("descriptor", "values", "assign", "model", "weights", "close");

	private static int asked;
	private static int askedBeforeSaving;
	private static int failing;
	private static Supplier<RuntimeException> failure;

	/** From now on none fails. */
	public static void neverFail() {
		fail(Integer.MAX_VALUE, IllegalStateException::new);
	}

	/** The question, from 1, that is answered by a failure. */
	public static void fail(final int question, final Supplier<RuntimeException> by) {
		asked = 0;
		askedBeforeSaving = 0;
		failing = question;
		failure = by;
	}

	/** How many questions there had been when the network was last taken out of its training. */
	public static int askedBeforeSaving() {
		return askedBeforeSaving;
	}

	@Override
	protected Engine loadEngine() {
		return new Engine() {

			@Override
			public Network open(final Model model) {
				return watched(Engine.load().open(model), Network.class);
			}

			@Override
			public Model create(final Architecture architecture, final String name, final long seed) {
				return Engine.load().create(architecture, name, seed);
			}
		};
	}

	private static <T> T watched(final T real, final Class<T> type) {
		return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] { type },
			(proxy, method, given) -> {
				if (real instanceof TrainableNetwork) count(method.getName());
				try {
					return watched(method.invoke(real, given));
				}
				catch (final InvocationTargetException e) {
					throw e.getCause();
				}
			}));
	}

	private static Object watched(final Object answer) {
		if (answer instanceof final TrainableNetwork network)
			return watched(network, TrainableNetwork.class);
		return answer instanceof final Weights weights ? watched(weights, Weights.class) : answer;
	}

	private static void count(final String method) {
		if (method.equals("model")) askedBeforeSaving = asked;
		if (KNOWN.contains(method)) return;
		if (++asked == failing) throw failure.get();
	}
}
