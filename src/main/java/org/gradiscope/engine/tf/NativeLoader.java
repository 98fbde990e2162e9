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

package org.gradiscope.engine.tf;

import java.nio.file.Path;
import java.util.Optional;

import org.bytedeco.javacpp.Loader;
import org.gradiscope.engine.Device;
import org.gradiscope.engine.EngineException;
import org.gradiscope.engine.EngineHost;
import org.gradiscope.engine.tf.graph.TensorFlowErrors;

/**
 * Loads TensorFlow's native libraries from where {@link TensorFlowLibraries} has them.
 * <p>
 * DJL looks for them as soon as its engine is first touched, and would download what it does not
 * find. So {@link #load} comes first, always, and tells DJL where they are and to stay offline.
 * </p>
 */
final class NativeLoader {

	private static boolean loaded;
	private static volatile Device device = Device.CPU;

	private NativeLoader() {}

	/** In no application that keeps libraries. */
	static void load() {
		load(EngineHost.NONE);
	}

	/**
	 * Loads the libraries, once.
	 *
	 * @throws EngineException if there are none for this platform, or they do not load
	 */
	static void load(final EngineHost host) {
		load(host, new GraphicsCard());
	}

	/** @param card that the libraries can use */
	static synchronized void load(final EngineHost host, final GraphicsCard card) {
		if (loaded) return;
		final String variable = System.getenv(NativeSettings.LIBRARIES);
		// DJL takes it for a folder.
		if (variable != null && variable.isBlank())
			throw new EngineException("The variable " + NativeSettings.LIBRARIES +
				" is set, but blank; unset it, or name the folder of TensorFlow's " + "libraries.");
		setOffline(true);
		System.setProperty("OPT_OUT_TRACKING", "true");
		final NativePlatform platform = NativePlatform.of(Loader.getPlatform());
		final TensorFlowLibraries.Choice choice = new TensorFlowLibraries(host, card).choose();
		final Path folder = choice.folder();
		final String stated = System.getProperty(NativeSettings.LIBRARIES);
		OneDnn.enable(platform);
		Division.enable(platform);
		try {
			// Where a variable of that name is set, it is this folder.
			System.setProperty(NativeSettings.LIBRARIES, folder.toString());
			ai.djl.engine.Engine.getEngine("TensorFlow");
		}
		catch (final RuntimeException | LinkageError e) {
			throw new EngineException("TensorFlow's native libraries could not be loaded from " + folder +
				" (" + TensorFlowErrors.of(e) + "); download them again.", e);
		}
		finally {
			setProperty(NativeSettings.LIBRARIES, stated);
		}
		OneDnn.check(platform);
		device = device(choice, card);
		loaded = true;
	}

	private static Device device(final TensorFlowLibraries.Choice choice, final GraphicsCard card) {
		if (GraphicsCard.isUsed()) return new Device(card.name(), Optional.empty());
		return new Device(Device.CPU.name() + OneDnn.text(),
			choice.card()
				.map(where -> "TensorFlow's libraries for a graphics card are in " + where + ", but " +
					choice.fault().orElse("TensorFlow finds none that it can use, or misses CUDA or cuDNN") +
					"; the processor does the work (see docs/install.md)."));
	}

	/** What networks run on. */
	static Device device() {
		return device;
	}

	/** Whether DJL may use the network; it does not, but while it downloads the libraries. */
	static void setOffline(final boolean offline) {
		System.setProperty("ai.djl.offline", String.valueOf(offline));
	}

	/** @param value or null, for none */
	static void setProperty(final String name, final String value) {
		if (value == null) System.clearProperty(name);
		else System.setProperty(name, value);
	}
}
