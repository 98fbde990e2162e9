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
import java.util.concurrent.CancellationException;

import org.gradiscope.command.DefaultGradiscopeService;
import org.gradiscope.engine.Architecture;
import org.gradiscope.engine.Engine;
import org.gradiscope.engine.Network;
import org.gradiscope.model.Model;

/**
 * Lends the embedded network, which stays open from one context to the next, and whose patience ends: it
 * cancels what asks it for longer than a while.
 */
public class ImpatientService extends DefaultGradiscopeService {

	private static final Network NETWORK = Micropatterns.network();

	private static volatile long deadline;

	/** From now on. */
	public static void waitFor(final long milliseconds) {
		deadline = System.currentTimeMillis() + milliseconds;
	}

	@Override
	protected Engine loadEngine() {
		return new Engine() {

			@Override
			public Network open(final Model model) {
				return model.name().endsWith("-denoised") ? impatient(Engine.load().open(model), true)
					: impatient(NETWORK, false);
			}

			@Override
			public Model create(final Architecture architecture, final String name, final long seed) {
				throw new UnsupportedOperationException("It trains nothing.");
			}
		};
	}

	/**
	 * The embedded one, whichever is meant; but one behind a denoiser is another.
	 *
	 * @param own whether it is closed
	 */
	private static Network impatient(final Network network, final boolean own) {
		return (Network) Proxy.newProxyInstance(Network.class.getClassLoader(),
			new Class<?>[] { Network.class }, (proxy, method, given) -> {
				if (method.getName().equals("close") && !own) return null;
				if (System.currentTimeMillis() > deadline && !method.getName().equals("close"))
					throw new CancellationException("The network has no more patience.");
				try {
					return method.invoke(network, given);
				}
				catch (final InvocationTargetException e) {
					throw e.getCause();
				}
			});
	}
}
